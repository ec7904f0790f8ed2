"""Programmes, their areas and partners, the families in them, and the book of what was done.

What a family's row repeats of the lists and visits (`level_now` and the rest) is a projection, read anew when a list is
drawn or a visit taken; what it was at entry (`baseline`, `level_then`) never changes.
"""

import uuid

from django.db import models

from samutphok.programmes.domain.progress import UNKNOWN


class Programme(models.Model):
    """A programme. shipped: the name of the policy file it was begun from, '' for one written at the desk."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    shipped = models.CharField(max_length=80, blank=True)
    type = models.CharField(max_length=20)
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    purpose_th = models.TextField(blank=True)
    purpose_en = models.TextField(blank=True)
    strategies = models.JSONField(default=list)
    source_th = models.TextField(blank=True)
    source_en = models.TextField(blank=True)
    since = models.DateField()
    until = models.DateField(null=True)
    report_every = models.CharField(max_length=8)
    not_named = models.PositiveSmallIntegerField(default=0)
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["shipped"], condition=~models.Q(shipped=""), name="shipped_programme_begun_once"
            ),
        ]

    def __str__(self) -> str:
        return f"programme:{self.id}"


class ProgrammeArea(models.Model):
    """An area of a programme, and the agency that answers for it; '' for the area's own office."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="areas")
    area_code = models.CharField(max_length=16, db_index=True)
    label_th = models.CharField(max_length=200)
    label_en = models.CharField(max_length=200, blank=True)
    agency = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "area_code", "label_th"], name="programme_area_once"),
        ]

    def __str__(self) -> str:
        return f"programme-area:{self.id}"


class Partner(models.Model):
    """An agency that takes part, with its role."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="partners")
    agency = models.CharField(max_length=60)
    label_th = models.CharField(max_length=200)
    label_en = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=20)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "agency"], name="partner_in_programme_once")]

    def __str__(self) -> str:
        return f"partner:{self.id}"


class Family(models.Model):
    """A target family of a programme. area_code: where it lived at entry.

    baseline: `domain.standing.Standing.frozen` at entry, never changed, as `level_then` and `happiness_then` are. level: 0 to
    3, -1 no level, -2 not known; happiness: mean life satisfaction of the adults who answered, 0 to 10.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="families", db_index=False)
    area = models.ForeignKey(ProgrammeArea, on_delete=models.PROTECT, related_name="families")
    household = models.ForeignKey("registry.Household", on_delete=models.PROTECT, related_name="+", db_index=False)
    area_code = models.CharField(max_length=16)
    way = models.CharField(max_length=10)
    entered_on = models.DateField()
    entered_by = models.CharField(max_length=60)
    entered_at = models.DateTimeField()
    left_on = models.DateField(null=True)
    left_because = models.CharField(max_length=200, blank=True)
    baseline = models.JSONField()
    level_then = models.SmallIntegerField(default=UNKNOWN)
    level_now = models.SmallIntegerField(default=UNKNOWN)
    mask_now = models.SmallIntegerField(default=0)
    income_now = models.FloatField(null=True)
    happiness_then = models.FloatField(null=True)
    happiness_now = models.FloatField(null=True)
    read_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "household"], condition=models.Q(left_on=None), name="family_in_programme_once"
            ),
        ]
        indexes = [
            models.Index(fields=["programme", "left_on", "area", "level_then", "level_now"], name="programme_flows"),
            models.Index(fields=["household", "left_on"], name="programmes_of_household"),
            models.Index(fields=["area_code"], name="programme_family_area"),
        ]

    def __str__(self) -> str:
        return f"programme-family:{self.id}"


class Line(models.Model):
    """A line of a programme's book: an obstacle, an activity or a result.

    code: what it is about, by the rules. evidence: of a result, what it is tied to: a document, referral, gift or visit by
    its id, or a number of this system with its day. reached: families an activity reached.
    """

    class Kind(models.TextChoices):
        OBSTACLE = "obstacle"
        ACTIVITY = "activity"
        RESULT = "result"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="lines", db_index=False)
    area = models.ForeignKey(ProgrammeArea, on_delete=models.PROTECT, related_name="lines")
    agency = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    code = models.CharField(max_length=20)
    said = models.CharField(max_length=1_000)
    on = models.DateField()
    settled_on = models.DateField(null=True)
    settled_how = models.CharField(max_length=500, blank=True)
    reached = models.PositiveIntegerField(default=0)
    family = models.ForeignKey(Family, null=True, on_delete=models.PROTECT, related_name="lines")
    evidence = models.CharField(max_length=10, blank=True)
    evidence_id = models.UUIDField(null=True)
    evidence_said = models.JSONField(default=dict)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["programme", "kind", "-on"], name="programme_book")]

    def __str__(self) -> str:
        return f"programme-line:{self.id}"


class Report(models.Model):
    """What one area's agency says of one round. Written again it is a new version; earlier ones stay."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="reports")
    area = models.ForeignKey(ProgrammeArea, on_delete=models.PROTECT, related_name="reports")
    agency = models.CharField(max_length=60, blank=True)
    start = models.DateField()
    end = models.DateField()
    version = models.PositiveSmallIntegerField()
    said = models.TextField()
    next_step = models.TextField(blank=True)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "agency", "start", "version"], name="report_version_once"),
        ]

    def __str__(self) -> str:
        return f"programme-report:{self.id}"


class Point(models.Model):
    """Of a province's plan: a need, a success factor, a threat to remove, or a recovery activity that answers one.

    evidence: numbers of this system as they stood: [{what, value, of, as_of, page}]. families: how many target families it
    is about, of the programme or the dimension named.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=16)
    kind = models.CharField(max_length=10)
    title = models.CharField(max_length=300)
    said = models.CharField(max_length=2_000, blank=True)
    answers = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="answered_by")
    agency = models.CharField(max_length=60, blank=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    programme = models.ForeignKey(Programme, null=True, on_delete=models.PROTECT, related_name="points")
    dimension = models.CharField(max_length=16, blank=True)
    families = models.PositiveIntegerField(null=True)
    evidence = models.JSONField(default=list)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()
    closed_on = models.DateField(null=True)
    closed_how = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["area_code", "kind", "at"], name="area_points")]

    def __str__(self) -> str:
        return f"area-point:{self.id}"


class FileDraft(models.Model):
    """A file of families that somebody looks at before they enter: sealed, for its sender alone, for a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account_id = models.CharField(max_length=60)
    area = models.ForeignKey(ProgrammeArea, on_delete=models.CASCADE, related_name="+")
    sealed = models.TextField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"family-draft:{self.id}"
