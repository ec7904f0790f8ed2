"""Areas, and which areas a local government covers."""

from django.db import models

from samutphok.areas.domain import AreaKind


class Area(models.Model):
    """One area, with the key by which its names are searched; the code nests, so a prefix is a branch of the tree."""

    code = models.CharField(max_length=16, primary_key=True)
    kind = models.CharField(max_length=16, choices=[(kind, kind) for kind in AreaKind])
    level = models.PositiveSmallIntegerField()
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    name_th = models.TextField()
    name_en = models.TextField(blank=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    listed = models.BooleanField(default=True)
    first_seen = models.DateField(null=True)
    search_key = models.TextField()

    class Meta:
        ordering = ["level", "code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name_th}"


class Coverage(models.Model):
    """A local government works in this area: a whole tambon, or some of its villages or communities."""

    local_government = models.ForeignKey(Area, models.CASCADE, related_name="covers")
    area = models.ForeignKey(Area, models.PROTECT, related_name="covered_by")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["local_government", "area"], name="one_coverage_per_area")]

    def __str__(self) -> str:
        return f"{self.local_government_id} > {self.area_id}"
