"""Published counts: a row an area and year; and monthly figures, a row a province and month."""

from django.db import models


class AreaFigure(models.Model):
    """What was published of one area for one year (BE).

    `by_dimension`: five rows [poor, poor and registered, target-poor], in TPMAP's order of the dimensions.
    """

    area_code = models.CharField(max_length=16)
    parent = models.CharField(max_length=16, blank=True)
    year = models.PositiveSmallIntegerField()
    households = models.PositiveIntegerField()
    persons = models.PositiveIntegerField()
    registered = models.PositiveIntegerField()
    validated = models.PositiveIntegerField()
    poor = models.PositiveIntegerField()
    poor_and_registered = models.PositiveIntegerField()
    target_poor = models.PositiveIntegerField()
    by_dimension = models.JSONField()
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year", "area_code"], name="one_figure_per_area_and_year")]
        indexes = [models.Index(fields=["year", "parent", "area_code"], name="figure_parent")]

    def __str__(self) -> str:
        return f"published:{self.year}:{self.area_code}"


class MonthFigure(models.Model):
    """What was published of one province for one month. series: what is counted; month: its first day."""

    series = models.CharField(max_length=20)
    area_code = models.CharField(max_length=16)
    month = models.DateField()
    value = models.PositiveIntegerField()
    source = models.CharField(max_length=200)
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "area_code", "month"], name="one_figure_each_month")]

    def __str__(self) -> str:
        return f"published:{self.series}:{self.area_code}:{self.month:%Y-%m}"
