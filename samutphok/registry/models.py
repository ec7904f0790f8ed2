"""People, families, and the register rows that speak of them.

Visits to a family speak of its members too: whom no register has, who joined, who left. What they say of members stands
here with the visit's id, is written by `actions.door` alone, and is retired when the visit is corrected.

A fact about a person or a family is never copied out of its row: it is a key of `SourceRecord.values`, so the register,
its date and its row number are always known. What `Person` repeats (name, sex, birth) is the newest reading of its rows.

What only an undone batch had brought is retired, not deleted. `objects` sees what stands, which is what every page and
decision asks for; `every` also sees what was retired.

When two turn out to be one, no row moves: the one that was absorbed points to its `survivor`, and whoever reads asks for
every identity of the survivor (`registry.queries.identities_of`). Taking the pointer away brings everything back.
"""

import uuid
from typing import Any

from django.db import models

from samutphok.kernel.dates import PartialDate
from samutphok.registry.domain.identity import Identity


class Standing(models.Manager[Any]):
    """Rows that were not retired."""

    def get_queryset(self) -> "models.QuerySet[Any]":
        """All rows but the retired."""
        return super().get_queryset().filter(retired_at=None)


class StandingRecords(models.Manager["SourceRecord"]):
    """Register rows of batches that were not undone."""

    def get_queryset(self) -> "models.QuerySet[SourceRecord]":
        """All rows but the undone."""
        return super().get_queryset().exclude(state=RecordState.UNDONE)


class Every(models.Manager[Any]):
    """Rows that stand, and rows that were retired or undone."""


class Person(models.Model):
    """One human being. The key is internal: a citizen number is one identifier of several, and many people have none."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.TextField(blank=True)
    first_name = models.TextField(blank=True)
    last_name = models.TextField(blank=True)
    first_key = models.CharField(max_length=120, blank=True)
    last_key = models.CharField(max_length=120, blank=True)
    sex = models.CharField(max_length=1, blank=True)
    birth_year = models.SmallIntegerField(null=True)
    birth_month = models.SmallIntegerField(null=True)
    birth_day = models.SmallIntegerField(null=True)
    area_code = models.CharField(max_length=16, blank=True)
    visit_id = models.UUIDField(null=True)  # of the visit that met somebody whom no register had
    survivor = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="absorbed")  # never a chain
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    objects = Standing()
    every = Every()

    class Meta:
        indexes = [
            models.Index(fields=["last_key", "first_key"], name="person_full_name"),
            models.Index(fields=["first_key", "area_code"], name="person_first_name_area"),
            models.Index(fields=["last_key", "area_code"], name="person_last_name_area"),
        ]

    def __str__(self) -> str:
        return f"person:{self.id}"

    @property
    def identity(self) -> Identity:
        """Who the person is, as their newest rows show them."""
        birth = PartialDate(self.birth_year, self.birth_month, self.birth_day) if self.birth_year else None
        return Identity(self.title, self.first_name, self.last_name, self.sex or None, birth)


class IdentifierKind(models.TextChoices):
    """`PID` belongs to one person only; `PID_SHARED` is the same number carried by somebody found to be another."""

    PID = "pid"
    PID_SHARED = "pid_shared"
    G_CODE = "g_code"


class Identifier(models.Model):
    """A number of a person: sealed for reading back, with a keyed index for exact search."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="identifiers")
    kind = models.CharField(max_length=12, choices=IdentifierKind.choices)
    sealed = models.TextField()
    index = models.CharField(max_length=64, db_index=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    retired_at = models.DateTimeField(null=True)

    objects = Standing()
    every = Every()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["index"], condition=models.Q(kind="pid", retired_at=None), name="one_holder_per_pid"
            ),
        ]

    def __str__(self) -> str:
        return f"identifier:{self.pk}"


class Household(models.Model):
    """A family: house code and family number in an area. Without a house code every row is a household of its own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    house_code = models.CharField(max_length=11, blank=True, db_index=True)
    family_no = models.TextField(blank=True)
    area_code = models.CharField(max_length=16)
    visit_id = models.UUIDField(null=True)  # of the visit that found a family no register had
    decision_id = models.UUIDField(null=True)  # of the decision that made a family by dividing another
    survivor = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="absorbed")  # never a chain
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    objects = Standing()
    every = Every()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["area_code", "house_code", "family_no"],
                condition=~models.Q(house_code=""),
                name="one_household_per_house_and_family",
            ),
        ]
        indexes = [
            models.Index(fields=["area_code", "house_code", "family_no", "id"], name="household_page"),
        ]

    def __str__(self) -> str:
        return f"household:{self.id}"


class RecordState(models.TextChoices):
    """Attached to a person by its number; linked to one by likeness or by somebody's word; waiting for a decision; waiting
    without a number; or taken back with its batch."""

    ATTACHED = "attached"
    LINKED = "linked"
    REVIEW = "review"
    UNLINKED = "unlinked"
    UNDONE = "undone"


class SourceRecord(models.Model):
    """One row of one register, as it was staged: the provenance of everything the office knows."""

    batch = models.ForeignKey("intake.Batch", on_delete=models.PROTECT, related_name="+", db_index=False)
    row_number = models.PositiveIntegerField()
    register = models.CharField(max_length=40)
    as_of = models.DateField()
    pid_index = models.CharField(max_length=64, blank=True)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="records")
    household = models.ForeignKey(Household, null=True, on_delete=models.PROTECT, related_name="records")
    area_code = models.CharField(max_length=16, blank=True)
    state = models.CharField(max_length=8, choices=RecordState.choices)
    values = models.JSONField()

    objects = StandingRecords()
    every = Every()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "row_number"], name="one_record_per_row")]
        indexes = [
            models.Index(fields=["pid_index"], name="record_pid", condition=~models.Q(pid_index="")),
        ]

    def __str__(self) -> str:
        return f"record:{self.pk}"

    @property
    def identity(self) -> Identity:
        """Who the row says somebody is."""
        values = self.values
        birth = values.get("birth_date")
        return Identity(
            title=values.get("title", ""),
            first_name=values.get("first_name", ""),
            last_name=values.get("last_name", ""),
            sex=values.get("sex"),
            birth=PartialDate.from_iso(birth) if birth else None,
        )

    @property
    def place(self) -> tuple[str, int]:
        """The staged file and the row in it: the same whenever it arrives; two receipts of equal rows stay apart."""
        return (f"{self.batch.staged_sha256}:{self.batch_id}", self.row_number)


class Membership(models.Model):
    """That a survey met a person in a household, until the next survey that meets either of them.

    Or that a visit met somebody there whom the surveys did not: `visit_id` in place of a record.
    """

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    record = models.OneToOneField(SourceRecord, null=True, on_delete=models.PROTECT, related_name="membership")
    visit_id = models.UUIDField(null=True)
    decision_id = models.UUIDField(null=True)  # of the worker's word that somebody belongs here
    role = models.CharField(max_length=20, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    retired_at = models.DateTimeField(null=True)

    objects = Standing()
    every = Every()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(record__isnull=False)
                | models.Q(visit_id__isnull=False)
                | models.Q(decision_id__isnull=False),
                name="a_stay_has_a_source",
            ),
        ]

    def __str__(self) -> str:
        return f"membership:{self.pk}"


class Departure(models.Model):
    """That a visit, or a worker's decision, said somebody no longer belongs to a household: moved out of it, or died (which
    ends every stay)."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="departures")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="departures")
    died = models.BooleanField()
    gone_on = models.DateField()
    visit_id = models.UUIDField(null=True)
    decision_id = models.UUIDField(null=True)
    retired_at = models.DateTimeField(null=True)

    objects = Standing()
    every = Every()

    def __str__(self) -> str:
        return f"departure:{self.pk}"


class NameWord(models.Model):
    """Every distinct first or last name, folded (N2): the vocabulary that misspelt searches are compared with."""

    word = models.CharField(max_length=120, unique=True)

    def __str__(self) -> str:
        return self.word


class NameSound(models.Model):
    """One way in which a word of the vocabulary sounds: how close spellings and romanised names find it."""

    sound = models.CharField(max_length=120)
    word = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sound", "word"],
                name="one_sound_per_word",
                opclasses=["varchar_pattern_ops", "varchar_pattern_ops"],  # also finds a beginning
            ),
        ]

    def __str__(self) -> str:
        return self.sound
