"""How each batch was measured, and the counts by area: small rows, no word of any person."""

from django.db import models


class Measuring(models.Model):
    """One batch, measured. linked: its rows had been joined to people, so that registers could be held against each other."""

    batch = models.OneToOneField("intake.Batch", primary_key=True, on_delete=models.CASCADE, related_name="+")
    register = models.CharField(max_length=40)
    as_of = models.DateField()
    received_at = models.DateTimeField()
    rows = models.PositiveIntegerField()
    linked = models.BooleanField(default=False)
    policy = models.CharField(max_length=64)  # SHA-256 of the rules
    measured_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"measuring:{self.batch_id}"


class Figure(models.Model):
    """One question's count in one area of one batch. column: a column, a key, `rows`, `arrival`, `a<=b`, `people.x`."""

    measuring = models.ForeignKey(Measuring, on_delete=models.CASCADE, related_name="figures", db_index=False)
    area_code = models.CharField(max_length=6, blank=True)
    parent = models.CharField(max_length=6, blank=True)
    measure = models.CharField(max_length=14)
    column = models.CharField(max_length=120)
    met = models.PositiveIntegerField()
    of = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["measuring", "area_code", "measure", "column"], name="one_figure"),
        ]
        indexes = [
            models.Index(fields=["area_code", "measuring"], name="figure_area"),
            models.Index(fields=["parent", "measuring"], name="figure_inside"),
        ]

    def __str__(self) -> str:
        return f"figure:{self.pk}"
