"""Help already received, as the registers of allowances, payments and cards record it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from samutphok.kernel.dates import PartialDate
from samutphok.kernel.errors import Bilingual
from samutphok.logbook.domain.record import Help, HelpKind
from samutphok.registry.domain.views import RowView

ELDERLY_ALLOWANCE = Bilingual("เบี้ยยังชีพผู้สูงอายุ", "Elderly allowance")
WELFARE_CARD = Bilingual("บัตรสวัสดิการแห่งรัฐ", "State welfare card")
DISABILITY_CARD = Bilingual("บัตรประจำตัวคนพิการ", "Disability card")


def help_received(rows: Iterable[RowView]) -> tuple[Help, ...]:
    """The help that the rows (the newest first) speak of, the newest first.

    Registers are sent again and again: an allowance or card is told once, by its newest row; so is one payment of one
    kind, day and amount to one person by one agency.
    """
    told: dict[tuple[object, ...], Help] = {}
    for row in rows:
        teller = _TELLERS.get(row.source.register)
        found = teller(row) if teller else None
        if found is not None:
            told.setdefault(_sameness(found), found)
    return tuple(sorted(told.values(), key=lambda one: one.since.iso() if one.since else "", reverse=True))


def _sameness(one: Help) -> tuple[object, ...]:
    if one.kind is HelpKind.PAYMENT:
        return (one.person_id, one.kind, one.label, one.amount, one.since, one.giver)
    return (one.person_id, one.kind, one.label)


def _elderly_allowance(row: RowView) -> Help:
    values = row.values
    return Help(
        person_id=row.person_id,
        kind=HelpKind.ALLOWANCE,
        label=ELDERLY_ALLOWANCE,
        amount=values.get("monthly_amount"),
        since=_day(values, "since"),
        until=None,
        giver=values.get("paid_by", ""),
        source=row.source,
    )


def _payment(row: RowView) -> Help:
    values = row.values
    kind = values.get("aid_kind", "")
    return Help(
        person_id=row.person_id,
        kind=HelpKind.PAYMENT,
        label=Bilingual(kind, kind),
        amount=values.get("amount"),
        since=_day(values, "paid_on"),
        until=None,
        giver=values.get("agency", ""),
        source=row.source,
    )


def _welfare_card(row: RowView) -> Help | None:
    """Registering gives nothing yet: only who was validated got the card."""
    return _card(row, WELFARE_CARD, since=None, until=None) if row.values.get("validated") == 1 else None


def _disability_card(row: RowView) -> Help:
    return _card(
        row, DISABILITY_CARD, since=_day(row.values, "card_issued_on"), until=_day(row.values, "card_expires_on")
    )


def _card(row: RowView, label: Bilingual, *, since: PartialDate | None, until: PartialDate | None) -> Help:
    return Help(
        person_id=row.person_id,
        kind=HelpKind.CARD,
        label=label,
        amount=None,
        since=since,
        until=until,
        giver="",
        source=row.source,
    )


def _day(values: Mapping[str, Any], name: str) -> PartialDate | None:
    return PartialDate.from_iso(values[name]) if values.get(name) else None


_TELLERS: Mapping[str, Callable[[RowView], Help | None]] = {
    "elderly_allowance": _elderly_allowance,
    "provincial_aid": _payment,
    "state_welfare": _welfare_card,
    "disability": _disability_card,
}
