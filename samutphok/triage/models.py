"""What can be solved first, as a list that is filtered and paged in the database.

Rows are a projection of `domain.sort_out` and made anew whenever something is learnt of the family; nothing is decided by
them. `at_work` says that a case or a referral already deals with the problem.
"""

from django.db import models

from samutphok.triage.domain.sorting import Kind


class AtWork(models.TextChoices):
    """Who deals with it already."""

    NOBODY = ""
    CASE = "case"
    REFERRED = "referred"


class WorkLine(models.Model):
    """One problem of one family. place: the order of 'solve first', the smaller the sooner.

    family_kind: of the family as a whole; reasons: [{because, th, en, count, sure}], as they were when it was sorted.
    """

    household = models.ForeignKey("registry.Household", on_delete=models.PROTECT, related_name="+", db_index=False)
    area_code = models.CharField(max_length=16)
    problem = models.CharField(max_length=40)
    kind = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Kind])
    family_kind = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Kind])
    agency = models.CharField(max_length=60, blank=True)
    service = models.CharField(max_length=80, blank=True)
    expected_days = models.PositiveSmallIntegerField(null=True)
    sure = models.BooleanField()
    persons = models.PositiveSmallIntegerField()
    level = models.SmallIntegerField(default=-1)  # -1 for none
    since = models.DateField()
    place = models.PositiveIntegerField()
    reasons = models.JSONField()
    at_work = models.CharField(max_length=8, choices=AtWork.choices, blank=True)
    refreshed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["household", "problem"], name="one_work_line_per_problem")]
        indexes = [
            models.Index(fields=["area_code", "at_work", "kind", "problem", "agency"], name="work_line_facets"),
            models.Index(fields=["at_work", "kind", "place", "id"], name="work_line_order"),
        ]

    def __str__(self) -> str:
        return f"work-line:{self.pk}"
