"""What is kept with a family beside the registers: visits to it, what follows from them, and its documents.

Visits are only ever added. What follows from them (`HouseholdNow`, `Conflict`, `Contradiction`) can be made again from
them at any time. The bytes of documents lie sealed in the data folder.
"""

import uuid

from django.db import models

from samutphok.access.domain import Sensitivity
from samutphok.logbook.domain.document import REASON_LENGTH, TITLE_LENGTH, DocumentKind, DocumentView, Media
from samutphok.logbook.domain.merge import FactKey
from samutphok.logbook.domain.merge import Visit as Said


class Document(models.Model):
    """A photograph or PDF with a family. The id is the only way to it, and names its sealed file.

    sha256: of the bytes as they are kept, so that a sealed file put in another's place is noticed.
    """

    class State(models.TextChoices):
        ACTIVE = "active"
        WITHDRAWN = "withdrawn"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    household = models.ForeignKey("registry.Household", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in DocumentKind])
    title = models.CharField(max_length=TITLE_LENGTH)
    taken_on = models.DateField(null=True)
    sensitivity = models.PositiveSmallIntegerField()
    media = models.CharField(max_length=40, choices=[(media.value, media.value) for media in Media])
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    added_by = models.CharField(max_length=60)
    added_at = models.DateTimeField()
    visit_id = models.UUIDField(null=True)  # of the visit that brought it
    state = models.CharField(max_length=9, choices=State.choices, default=State.ACTIVE)
    withdrawn_by = models.CharField(max_length=60, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.CharField(max_length=REASON_LENGTH, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["household", "sha256"], condition=models.Q(state="active"), name="one_document_of_a_content"
            ),
        ]

    def __str__(self) -> str:
        return f"document:{self.id}"

    def view(self) -> DocumentView:
        """The frozen view of it."""
        return DocumentView(
            id=self.id,
            kind=DocumentKind(self.kind),
            title=self.title,
            taken_on=self.taken_on,
            added_at=self.added_at,
            added_by=self.added_by,
            sensitivity=Sensitivity(self.sensitivity),
            media=Media(self.media),
            size=self.size,
            visit_id=self.visit_id,
        )


class Visit(models.Model):
    """What one submission, or one case worker's decision, says of a household; never changed and never deleted.

    id: the submission's own; a decision has one of its own and no form. answers: [[subject, fact, value]] in the
    catalogue's names, subject a person's id or '' for the household; a citizen number stands as its keyed index, and
    sealed in `numbers` by subject. new_people: subjects that no list named. over: of a decision, the visits it decided
    between. outcome, visited_on: as the form says; met: what the visit met when it was taken, with `others`. Of the
    rest see `domain.merge.Visit`.
    """

    class Met(models.TextChoices):
        MERGED = "merged"
        SOFT = "soft"
        HARD = "hard"
        DECISION = "decision"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    household = models.ForeignKey("registry.Household", on_delete=models.PROTECT, related_name="+")
    form_id = models.CharField(max_length=200, blank=True)
    form_version = models.CharField(max_length=200, blank=True)
    said_by = models.CharField(max_length=60)
    speaker = models.CharField(max_length=160, blank=True)  # what that account was called then
    received_at = models.DateTimeField()
    taken_at = models.DateTimeField()
    version = models.PositiveIntegerField()
    base = models.PositiveIntegerField(null=True)
    branch = models.CharField(max_length=100, blank=True)
    step = models.PositiveSmallIntegerField(default=0)
    replaces = models.UUIDField(null=True, db_index=True)
    creates = models.BooleanField(default=False)
    over = models.JSONField(default=list)
    outcome = models.CharField(max_length=40, blank=True)
    visited_on = models.DateField()
    answers = models.JSONField()
    numbers = models.JSONField(default=dict)
    new_people = models.JSONField(default=list)
    met = models.CharField(max_length=8, choices=Met.choices)
    others = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["household", "version"], name="one_visit_a_version"),
        ]

    def __str__(self) -> str:
        return f"visit:{self.id}"

    def said(self) -> Said:
        """The visit as merging sees it."""
        return Said(
            id=self.id,
            household=self.household_id,
            by=self.said_by,
            received=self.received_at,
            version=self.version,
            base=self.base,
            branch=self.branch,
            step=self.step,
            replaces=self.replaces,
            creates=self.creates,
            over=frozenset(map(uuid.UUID, self.over)),
            answers={FactKey(subject, fact): value for subject, fact, value in self.answers},
        )


class HeldVisit(models.Model):
    """A submission about a household that is not there yet: the form that brings it is still under way."""

    submission_id = models.UUIDField(primary_key=True)
    household_id = models.UUIDField(db_index=True)
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"held-visit:{self.submission_id}"


class HouseholdNow(models.Model):
    """What the visits to a household come to: its version, the last visit, where it lives."""

    household = models.OneToOneField("registry.Household", primary_key=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    visits = models.PositiveIntegerField()
    last_visit_id = models.UUIDField(null=True)
    last_on = models.DateField(null=True)
    last_outcome = models.CharField(max_length=40, blank=True)
    last_by = models.CharField(max_length=60, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)

    def __str__(self) -> str:
        return f"household-now:{self.household_id}"


class Conflict(models.Model):
    """Facts of one household that two people, neither having seen the other's visit, said differently.

    One stands open for a household at a time. facts: [[subject, fact, [[visit id, value], ...]], ...]; edition: goes up
    when the facts change, so that nobody decides on the old ones. Closed by a decision, or by a visit that saw both.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    household = models.ForeignKey("registry.Household", on_delete=models.PROTECT, related_name="+")
    facts = models.JSONField()
    edition = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["household"], condition=models.Q(closed_at=None), name="one_open_conflict_a_household"
            ),
        ]
        indexes = [models.Index(fields=["opened_at"], name="conflict_open", condition=models.Q(closed_at=None))]

    def __str__(self) -> str:
        return f"conflict:{self.id}"


class Contradiction(models.Model):
    """That a visit and a register say different things of a family: a finding for those who verify. Never deleted.

    said, register_value: what each says; register, register_as_of: which cut; person_id: None for the household.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    household = models.ForeignKey("registry.Household", on_delete=models.PROTECT, related_name="+")
    person_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=20)
    fact = models.CharField(max_length=60)
    said = models.TextField(blank=True)
    visit_id = models.UUIDField()
    register = models.CharField(max_length=40)
    register_as_of = models.DateField()
    register_value = models.TextField(blank=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["household"], name="contradiction_household"),
            models.Index(fields=["opened_at"], name="contradiction_open", condition=models.Q(closed_at=None)),
        ]

    def __str__(self) -> str:
        return f"contradiction:{self.id}"
