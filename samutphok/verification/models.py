"""Runs of the checks, what they found and what became of it; samples drawn to be asked again, and how answers compare.

What a finding repeats of its acts (`state`, `changed_at`, `last_by`) is the fold of `domain.standing`, rewritten in the
act's own transaction. Interviews are read once from the logbook and the form that brought them.
"""

import uuid

from django.db import models

from samutphok.foundation.acts import RecordedAct


class CheckRun(models.Model):
    """One checking of an area. counts: {rule: {looked, hits, unknown}}; rules: the policy's SHA-256."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area_prefix = models.CharField(max_length=16)
    as_of = models.DateField()
    asked_by = models.CharField(max_length=60)
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=8, default="waiting")  # waiting, working, done, failed
    percent = models.PositiveSmallIntegerField(default=0)
    rules = models.CharField(max_length=64, blank=True)
    counts = models.JSONField(default=dict)
    persons = models.PositiveIntegerField(default=0)
    households = models.PositiveIntegerField(default=0)
    interviews = models.PositiveIntegerField(default=0)
    fresh = models.PositiveIntegerField(default=0)
    gone = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["area_prefix", "-asked_at"], name="check_run_place")]

    def __str__(self) -> str:
        return f"check-run:{self.id}"


class Interview(models.Model):
    """What checks need of a visit to a family, read once. id: the visit's own, and its submission's.

    began, ended: by the phone's clock. answered: values given; print: a digest of the answers about the family, '' where
    too few were given to tell; told: what a second interview is compared with ({fact: value}).
    """

    id = models.UUIDField(primary_key=True, editable=False)
    household = models.ForeignKey("registry.Household", on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=16)
    form_id = models.CharField(max_length=200)
    collector = models.CharField(max_length=60)
    day = models.DateField()
    began = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    by_phone = models.BooleanField(default=False)
    outcome = models.CharField(max_length=40, blank=True)
    answered = models.PositiveIntegerField(default=0)
    print = models.CharField(max_length=64, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    told = models.JSONField(default=dict)
    replaced = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["area_code", "day"], name="interview_place"),
            models.Index(fields=["household", "day"], name="interview_household"),
        ]

    def __str__(self) -> str:
        return f"interview:{self.id}"


class CheckFinding(models.Model):
    """A rule found something. subject: a person's, household's or visit's id, or 'account:day'.

    evidence: {fact: value}; same: digest of the facts that make it the same evidence; household: None for a day's work.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    rule = models.CharField(max_length=60)
    subject = models.CharField(max_length=120)
    household = models.ForeignKey(
        "registry.Household", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    person_id = models.UUIDField(null=True)
    visit_id = models.UUIDField(null=True)
    collector = models.CharField(max_length=60, blank=True)
    day = models.DateField(null=True)
    area_code = models.CharField(max_length=16)
    data = models.CharField(max_length=12)
    severity = models.PositiveSmallIntegerField()
    owner = models.CharField(max_length=10)
    evidence = models.JSONField(default=dict)
    same = models.CharField(max_length=64)
    found_at = models.DateTimeField()
    run = models.ForeignKey(CheckRun, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    state = models.CharField(max_length=8, default="found")
    open = models.BooleanField(default=True)
    changed_at = models.DateTimeField()
    last_by = models.CharField(max_length=60, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rule", "subject"], name="one_check_finding_each")]
        indexes = [
            models.Index(fields=["open", "area_code", "severity", "rule"], name="check_finding_place"),
            models.Index(fields=["household", "open"], name="check_finding_household"),
        ]

    def __str__(self) -> str:
        return f"check-finding:{self.id}"


class FindingAct(RecordedAct):
    """One act on a finding; details: {said, evidence}."""

    finding = models.ForeignKey(CheckFinding, on_delete=models.CASCADE, related_name="acts")


class Sample(models.Model):
    """Families drawn to be asked again. seed and frame_sha256 let it be drawn again; design: {stratum: {families, drawn}}."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area_prefix = models.CharField(max_length=16)
    seed = models.BigIntegerField()
    frame_sha256 = models.CharField(max_length=64)
    rules = models.CharField(max_length=64)
    since = models.DateField()
    until = models.DateField()
    design = models.JSONField(default=dict)
    families = models.PositiveIntegerField()  # in the frame
    drawn_by = models.CharField(max_length=60)
    drawn_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["area_prefix", "-drawn_at"], name="check_sample_place")]

    def __str__(self) -> str:
        return f"check-sample:{self.id}"


class Drawn(models.Model):
    """One family of a sample. chance: of having been drawn; first, second: interviews; given_to: a volunteer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sample = models.ForeignKey(Sample, on_delete=models.CASCADE, related_name="drawn", db_index=False)
    household = models.ForeignKey("registry.Household", on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=16)
    stratum = models.CharField(max_length=16)
    risk = models.FloatField()
    chance = models.FloatField()
    first = models.ForeignKey(Interview, on_delete=models.PROTECT, related_name="+", db_index=False)
    collector = models.CharField(max_length=60)
    second = models.ForeignKey(Interview, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    second_on = models.DateField(null=True)
    outcome = models.CharField(max_length=40, blank=True)
    given_to = models.UUIDField(null=True)
    missed = models.BooleanField(null=True)  # poor by the second interview, and on no list

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sample", "household"], name="a_family_once_a_sample")]
        indexes = [
            models.Index(fields=["sample", "area_code"], name="drawn_place"),
            models.Index(fields=["area_code", "second_on"], name="drawn_asked"),
        ]

    def __str__(self) -> str:
        return f"drawn:{self.id}"


class Comparison(models.Model):
    """One kind of data of a family asked again: what `source` had first, and what was found. agrees: the two are the same."""

    drawn = models.ForeignKey(Drawn, on_delete=models.CASCADE, related_name="comparisons")
    field = models.CharField(max_length=20)
    data = models.CharField(max_length=12)
    source = models.CharField(max_length=40)  # visit, or a register
    before = models.CharField(max_length=120, blank=True)
    after = models.CharField(max_length=120, blank=True)
    agrees = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["drawn", "field", "source"], name="one_comparison_each")]

    def __str__(self) -> str:
        return f"comparison:{self.pk}"
