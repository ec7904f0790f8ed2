"""What the pages of referrals take from the address bar and from their forms."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samutphok.kernel.errors import Bilingual
from samutphok.referrals.domain.referral import WORDS, Mode, NewReferral, QueueFilter
from samutphok.referrals.domain.table import Deed, State
from samutphok.referrals.errors import BadReferral
from samutphok.web.forms import AREA_CODE, AddressForm, PageForm
from samutphok.web.imports import OfficeDateField
from samutphok.web.referral_words import STATES, TURNS

MOST_BYTES = 5 << 20
CODE = r"^[a-z0-9_-]{1,80}$"
OFFER = r"^[a-z0-9-]{1,60}(/[a-z0-9_-]{0,80})?$"  # agency/service, or the agency alone


class QueueForm(PageForm):
    """The state of a list of referrals."""

    turn = forms.ChoiceField(label=_("Turn"), required=False, choices=TURNS)
    state = forms.ChoiceField(
        label=_("Where it stands"), required=False, choices=[("", ""), *((one.value, one.value) for one in STATES)]
    )
    agency = forms.RegexField(label=_("Agency"), regex=CODE, required=False)
    area = forms.RegexField(label=_("Area"), regex=AREA_CODE, required=False)
    number = forms.CharField(label=_("Number"), required=False, max_length=40)
    late = forms.BooleanField(label=_("Late only"), required=False)
    escalated = forms.BooleanField(label=_("Beyond the agency's head"), required=False)
    mine = forms.BooleanField(label=_("Only mine"), required=False)

    def wanted(self, *, turn: str = "") -> QueueFilter:
        """The filter that the address states; `turn` where it states nothing at all."""
        data = self.read()
        asked = data["turn"] or ("" if self.data else turn)
        named = {name: data[name] for name in ("state", "agency", "number", "late", "escalated", "mine")}
        area = "" if data["area"] in ("", "TH") else data["area"]
        return QueueFilter(turn=asked, area=area, page=data["page"] or 1, **named)


class DeedForm(AddressForm):
    """One act. act: its id, made with the form; version: what the form had read."""

    act = forms.UUIDField()
    deed = forms.ChoiceField(choices=[(one.value, one.value) for one in Deed])
    version = forms.IntegerField(required=False, min_value=0)
    said = forms.CharField(required=False, max_length=WORDS, label=_("Words"))
    reason = forms.RegexField(regex=CODE, required=False, label=_("Reason"))
    suggest = forms.RegexField(regex=CODE, required=False, label=_("Agency"))
    agency = forms.RegexField(regex=CODE, required=False, label=_("Agency"))
    on = OfficeDateField(required=False, label=_("Day"))
    at = forms.TimeField(required=False, label=_("Time"))
    until = OfficeDateField(required=False, label=_("Until"))
    given_on = OfficeDateField(required=False, label=_("Day"))
    kind = forms.CharField(required=False, max_length=60, label=_("Kind of help"))
    quantity = forms.CharField(required=False, max_length=20, label=_("Quantity"))
    value_baht = forms.CharField(required=False, max_length=20, label=_("Value in baht"))

    def details(self) -> dict[str, Any]:
        """What the act carries, in the form in which acts keep it."""
        data = self.read()
        found = {name: data[name] for name in ("reason", "suggest", "kind", "quantity", "value_baht") if data[name]}
        if data["on"]:
            moment = datetime.combine(data["on"], data["at"] or time(9, 0))
            found["on"] = timezone.make_aware(moment).isoformat()
        return found | {name: data[name].isoformat() for name in ("until", "given_on") if data[name]}


class ManyForm(AddressForm):
    """The same act on the marked referrals."""

    act = forms.UUIDField()
    deed = forms.ChoiceField(choices=[(one.value, one.value) for one in (Deed.ACCEPT, Deed.TAKE)])


class NewForm(AddressForm):
    """A new referral, for one family or for many."""

    act = forms.UUIDField()
    problem = forms.RegexField(regex=CODE, label=_("Problem"))
    offer = forms.RegexField(regex=OFFER, label=_("Agency"))
    partner = forms.RegexField(regex=OFFER, required=False, label=_("A second agency, for joint work"))
    purpose = forms.RegexField(regex=CODE, required=False, label=_("Purpose"))
    field = forms.MultipleChoiceField(required=False, label=_("Shared"))
    until = OfficeDateField(required=False, label=_("Until"))
    urgency = forms.ChoiceField(choices=[(one, one) for one in ("normal", "urgent", "critical")], label=_("Urgency"))
    mode = forms.ChoiceField(choices=[(one.value, one.value) for one in Mode], label=_("Way"))
    said = forms.CharField(required=False, max_length=WORDS, label=_("Words"))
    person = forms.UUIDField(required=False, label=_("Member"))
    case = forms.UUIDField(required=False)
    step = forms.UUIDField(required=False)
    letter = forms.ChoiceField(required=False, choices=[("one", "one"), ("each", "each")], label=_("Letters"))

    def __init__(self, *args: Any, fields_offered: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["field"].choices = [(one, one) for one in fields_offered]  # type: ignore[attr-defined]

    def referral(self, household_id: UUID) -> NewReferral:
        """The referral that the form asks for."""
        data = self.read()
        agency, _slash, service = data["offer"].partition("/")
        return NewReferral(
            household_id=household_id,
            agency=agency,
            service=service,
            problem=data["problem"],
            purpose=data["purpose"],
            fields=tuple(data["field"]),
            until=data["until"],
            mode=Mode(data["mode"]),
            case_id=data["case"],
            step_id=data["step"] if data["case"] else None,
            person_id=data["person"],
            urgency=data["urgency"],
            said=data["said"],
            act_id=data["act"],
        )

    def partners(self) -> tuple[tuple[str, str], ...]:
        """The other agency of joint work with its service; none where nothing was chosen."""
        agency, _slash, service = self.read()["partner"].partition("/")
        return ((agency, service),) if agency else ()


class AskForm(AddressForm):
    """Which family, and against which problem."""

    household = forms.UUIDField(label=_("Family"))
    problem = forms.RegexField(regex=CODE, required=False, label=_("Problem"))
    case = forms.UUIDField(required=False)
    step = forms.UUIDField(required=False)
    person = forms.UUIDField(required=False)
    agency = forms.RegexField(regex=CODE, required=False, label=_("Agency"))


NOTHING_CHOSEN = (
    Bilingual("ไม่ได้เลือกรายการใด หรือรายการที่เลือกอ่านไม่ได้", "Nothing was chosen, or what was chosen cannot be read."),
    Bilingual("กลับไปเลือกอีกครั้ง", "Go back and choose again."),
)


def ids_of(sent: Iterable[str]) -> list[UUID]:
    """The ids that were marked, each once; raises BadReferral for what is none."""
    try:
        return list(dict.fromkeys(UUID(text) for text in sent))
    except ValueError as error:
        raise BadReferral(*NOTHING_CHOSEN) from error


class TransferForm(AddressForm):
    """To which agency a referral goes on, and for which of its services."""

    act = forms.UUIDField()
    offer = forms.RegexField(regex=OFFER, label=_("Agency"))
    said = forms.CharField(required=False, max_length=WORDS)


class GiveForm(AddressForm):
    """To whom marked referrals go."""

    NOBODY = Bilingual("ยังไม่ได้เลือกผู้รับ หรือไม่ได้เลือกเรื่อง", "Nobody is chosen, or no referral is.")
    CHOOSE = Bilingual("เลือกผู้ที่จะรับผิดชอบต่อ แล้วลองอีกครั้ง", "Choose who answers for them, and try again.")
    to = forms.CharField(required=False, max_length=60, label=_("Give to"))
    sure = forms.BooleanField(required=False)


class SheetForm(forms.Form):
    """A spreadsheet that came back."""

    sheet = forms.FileField(label=_("Spreadsheet"), max_length=200)


class CodeForm(forms.Form):
    """The code that belongs to a link."""

    code = forms.CharField(max_length=40)


STATES_OFFERED = [
    ("", pgettext_lazy("referral turn", "All")),
    *((one.value, sign.word) for one, sign in STATES.items() if one is not State.ASKED_LATER),
]
