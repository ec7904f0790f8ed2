"""Help that was given, the money it comes from, and who else gives.

Entries of the ledger are written once: nothing changes or deletes them, the database itself refuses. What was wrong is
taken back by a reversal, which repeats the entry with its amounts below zero. Amounts are satang and hundredths.
"""

import uuid
from typing import Any, NoReturn

from django.conf import settings
from django.db import models

from samutphok.aid.domain.application import State
from samutphok.aid.domain.kinds import Form, SourceKind
from samutphok.aid.domain.ledger import EvidenceKind
from samutphok.aid.domain.needs import PledgeState
from samutphok.foundation.acts import RecordedAct


class KeptRows(models.QuerySet[Any]):
    """Rows that are written once."""

    def update(self, **_values: Any) -> NoReturn:
        """Refused: a reversal is another row."""
        raise TypeError("entries of the ledger are never changed")

    def delete(self) -> NoReturn:
        """Refused: a reversal is another row."""
        raise TypeError("entries of the ledger are never deleted")


class BudgetLine(models.Model):
    """Money for one purpose in one fiscal year. taken: given out of it and set aside; never more than there is."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=40)
    label = models.CharField(max_length=200)
    area_code = models.CharField(max_length=16)
    fiscal_year = models.PositiveSmallIntegerField()
    satang = models.BigIntegerField()
    taken = models.BigIntegerField(default=0)
    opened_by = models.CharField(max_length=60)
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area_code", "fiscal_year", "code"], name="one_budget_line"),
            models.CheckConstraint(
                condition=models.Q(taken__gte=0) & models.Q(taken__lte=models.F("satang")),
                name="budget_never_overdrawn",
            ),
        ]

    def __str__(self) -> str:
        return f"budget-line:{self.id}"


class AidPartner(models.Model):
    """A community welfare fund, or a firm or organisation that gives."""

    class Kind(models.TextChoices):
        FUND = "fund"
        FIRM = "firm"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=4, choices=Kind.choices)
    name = models.CharField(max_length=200)
    area_code = models.CharField(max_length=16)
    active = models.BooleanField(default=True)
    added_by = models.CharField(max_length=60)
    added_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["area_code", "kind", "name"], name="aid_partner_place")]

    def __str__(self) -> str:
        return f"aid-partner:{self.id}"


class FundReport(models.Model):
    """What a fund says of itself on a day: members, and what it holds."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partner = models.ForeignKey(AidPartner, on_delete=models.PROTECT, related_name="reports")
    told_on = models.DateField()
    satang = models.BigIntegerField()
    members = models.PositiveIntegerField(null=True)
    told_by = models.CharField(max_length=200, blank=True)
    recorded_by = models.CharField(max_length=60)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["partner", "-told_on"], name="fund_report")]

    def __str__(self) -> str:
        return f"fund-report:{self.id}"


class LedgerEntry(models.Model):
    """Help given once, or its reversal. The id is the act's: the same act sent again is this entry.

    A reversal stands on the day and in the fiscal year of what it takes back, so that every total loses what it gained;
    recorded_at tells when it was made.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    household = models.ForeignKey(
        "registry.Household", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    person = models.ForeignKey("registry.Person", null=True, on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey(AidPartner, null=True, on_delete=models.PROTECT, related_name="entries")
    area_code = models.CharField(max_length=16)
    kind = models.CharField(max_length=40)
    form = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Form])
    satang = models.BigIntegerField()
    quantity = models.BigIntegerField()
    unit = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=10, choices=[(one.value, one.value) for one in SourceKind])
    giver = models.CharField(max_length=200, blank=True)
    programme = models.CharField(max_length=120, blank=True)
    service = models.CharField(max_length=120, blank=True)
    budget_line = models.ForeignKey(BudgetLine, null=True, on_delete=models.PROTECT, related_name="entries")
    referral_id = models.UUIDField(null=True)
    request_id = models.UUIDField(null=True)
    given_on = models.DateField()
    fiscal_year = models.PositiveSmallIntegerField()
    proxy_sealed = models.TextField(blank=True)
    note_sealed = models.TextField(blank=True)
    although = models.CharField(max_length=300, blank=True)
    reverses = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="reversal")
    because = models.CharField(max_length=300, blank=True)
    recorded_by = models.CharField(max_length=60)
    recorded_at = models.DateTimeField()

    objects = KeptRows.as_manager()

    class Meta:
        verbose_name_plural = "ledger entries"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(household__isnull=False, partner__isnull=True)
                | models.Q(household__isnull=True, partner__isnull=False),
                name="entry_has_one_receiver",
            ),
            models.CheckConstraint(
                condition=models.Q(reverses__isnull=True, satang__gte=0, quantity__gte=0)
                | models.Q(reverses__isnull=False, satang__lte=0, quantity__lte=0),
                name="only_reversals_below_zero",
            ),
            models.CheckConstraint(
                condition=models.Q(reverses__isnull=True) | ~models.Q(because=""), name="reversal_says_why"
            ),
        ]
        indexes = [
            models.Index(fields=["household", "-given_on"], name="ledger_household"),
            models.Index(fields=["area_code", "fiscal_year", "kind"], name="ledger_place"),
            models.Index(fields=["recorded_at"], name="ledger_recorded"),
        ]

    def __str__(self) -> str:
        return f"ledger-entry:{self.id}"

    def save(self, *args: Any, **options: Any) -> None:
        """Writes a new row; a row that stands is never written again."""
        if not self._state.adding:
            raise TypeError("entries of the ledger are never changed")
        super().save(*args, **(options | {"force_insert": True}))

    def delete(self, *_args: Any, **_options: Any) -> NoReturn:
        """Refused: a reversal is another row."""
        raise TypeError("entries of the ledger are never deleted")


class EntryEvidence(models.Model):
    """By what one knows that help arrived. drawn_sealed: a signature's strokes, bound to this row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=10, choices=[(one.value, one.value) for one in EvidenceKind])
    document_id = models.UUIDField(null=True)
    number = models.CharField(max_length=60, blank=True)
    drawn_sealed = models.TextField(blank=True)
    added_by = models.CharField(max_length=60)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"entry-evidence:{self.id}"


class HouseholdTurn(models.Model):
    """One row a household: who writes help down for it locks the row, so that two who check at once do not both pass."""

    household_id = models.UUIDField(primary_key=True)
    entries = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"household-turn:{self.household_id}"


class Series(models.Model):
    """The last number given in a series of papers, such as receipts of an office in a fiscal year."""

    key = models.CharField(primary_key=True, max_length=60)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.key


class TransferFile(models.Model):
    """Payments sent to the bank together."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=40, unique=True)
    area_code = models.CharField(max_length=16)
    satang = models.BigIntegerField()
    payments = models.PositiveIntegerField()
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"transfer-file:{self.id}"


class Application(models.Model):
    """An application for cash aid. State and due_at repeat the fold over its acts; what was told is sealed.

    account_index finds the same account again without telling it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=40, unique=True)
    household = models.ForeignKey("registry.Household", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("registry.Person", null=True, on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=16)
    family = models.CharField(max_length=320, blank=True)
    kind = models.CharField(max_length=40)
    satang = models.BigIntegerField()
    because_sealed = models.TextField(blank=True)
    report_sealed = models.TextField(blank=True)
    bank = models.CharField(max_length=80, blank=True)
    account_sealed = models.TextField(blank=True)
    account_index = models.CharField(max_length=64, blank=True, db_index=True)
    holder_sealed = models.TextField(blank=True)
    request_id = models.UUIDField(null=True)
    case_id = models.UUIDField(null=True)
    budget_line = models.ForeignKey(BudgetLine, null=True, on_delete=models.PROTECT, related_name="applications")
    transfer = models.ForeignKey(TransferFile, null=True, on_delete=models.PROTECT, related_name="applications")
    entry = models.OneToOneField(LedgerEntry, null=True, on_delete=models.PROTECT, related_name="application")
    receipt = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=12, choices=[(one.value, one.value) for one in State], default=State.APPLIED)
    due_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    asked_by = models.CharField(max_length=60)
    asked_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["area_code", "state", "due_at", "id"], name="application_place"),
            models.Index(fields=["household", "state"], name="application_household"),
        ]

    def __str__(self) -> str:
        return f"aid-application:{self.id}"


class ApplicationAct(RecordedAct):
    """An act of an application."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="acts")

    class Meta:
        indexes = [models.Index(fields=["application", "at"], name="application_act")]


class Handout(models.Model):
    """A morning on which many families receive the same."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=200)
    area_code = models.CharField(max_length=16)
    place = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=40)
    held_on = models.DateField()
    satang = models.BigIntegerField()
    quantity = models.BigIntegerField()
    source = models.CharField(max_length=10, choices=[(one.value, one.value) for one in SourceKind])
    giver = models.CharField(max_length=200, blank=True)
    programme = models.CharField(max_length=120, blank=True)
    budget_line = models.ForeignKey(BudgetLine, null=True, on_delete=models.PROTECT, related_name="handouts")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=60, blank=True)
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["area_code", "-held_on"], name="handout_place")]

    def __str__(self) -> str:
        return f"handout:{self.id}"


class Guest(models.Model):
    """A family invited to a hand-out; `entry` once it has received. place: on the sheet."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    handout = models.ForeignKey(Handout, on_delete=models.PROTECT, related_name="guests")
    household = models.ForeignKey("registry.Household", on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=16)
    name = models.CharField(max_length=320)
    place = models.PositiveIntegerField()
    entry = models.OneToOneField(LedgerEntry, null=True, on_delete=models.PROTECT, related_name="guest")
    received_at = models.DateTimeField(null=True)
    mark = models.CharField(max_length=10, blank=True)
    proxy = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["handout", "household"], name="invited_once")]
        indexes = [models.Index(fields=["handout", "received_at", "place"], name="guest_waiting")]

    def __str__(self) -> str:
        return f"guest:{self.id}"


class Need(models.Model):
    """Something that a family needs and that private supporters may give. left: still missing, in hundredths."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    household = models.ForeignKey("registry.Household", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("registry.Person", null=True, on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=16)
    family = models.CharField(max_length=320, blank=True)
    kind = models.CharField(max_length=40)
    quantity = models.BigIntegerField()
    left = models.BigIntegerField()
    open = models.BooleanField(default=True)
    asked_by = models.CharField(max_length=60)
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(left__gte=0) & models.Q(left__lte=models.F("quantity")), name="need_never_overfilled"
            ),
        ]
        indexes = [models.Index(fields=["open", "kind", "area_code"], name="need_place")]

    def __str__(self) -> str:
        return f"need:{self.id}"


class Pledge(models.Model):
    """What a private supporter promises. matched and delivered: hundredths."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=40, unique=True)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    supporter = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    area_code = models.CharField(max_length=16)
    quantity = models.BigIntegerField()
    matched = models.BigIntegerField(default=0)
    delivered = models.BigIntegerField(default=0)
    message = models.CharField(max_length=300, blank=True)
    state = models.CharField(
        max_length=10, choices=[(one.value, one.value) for one in PledgeState], default=PledgeState.PROMISED
    )
    promised_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(delivered__gte=0, matched__gte=models.F("delivered"))
                & models.Q(matched__lte=models.F("quantity")),
                name="pledge_never_overspent",
            ),
        ]
        indexes = [models.Index(fields=["state", "area_code", "promised_at"], name="pledge_place")]

    def __str__(self) -> str:
        return f"pledge:{self.id}"


class PledgeAct(RecordedAct):
    """An act of a pledge."""

    pledge = models.ForeignKey(Pledge, on_delete=models.PROTECT, related_name="acts")


class Match(models.Model):
    """A part of a pledge that goes to a family; `entry` once it arrived there. Undone matches are deleted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pledge = models.ForeignKey(Pledge, on_delete=models.PROTECT, related_name="matches")
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="matches")
    quantity = models.BigIntegerField()
    entry = models.OneToOneField(LedgerEntry, null=True, on_delete=models.PROTECT, related_name="match")
    matched_by = models.CharField(max_length=60)
    matched_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"match:{self.id}"
