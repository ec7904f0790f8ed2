"""What an act has to say: a reason, words, a moment. Pure, so that page, link and spreadsheet ask for the same."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from samutphok.referrals.domain.rules import Rules
from samutphok.referrals.domain.table import Deed
from samutphok.referrals.errors import BadMoment, ReasonMissing, WordsMissing

OTHER = "other"
LONGEST = timedelta(days=366)
_REASONED = {Deed.REFUSE: "reasons", Deed.RETURN: "reasons", Deed.WITHDRAW: "endings", Deed.SETTLE: "endings"}
_WORDED = (Deed.ASK, Deed.ANSWER, Deed.NOTE)
_KEPT = {  # what else an act may carry
    Deed.REFUSE: ("reason", "suggest"),
    Deed.RETURN: ("reason", "suggest"),
    Deed.WITHDRAW: ("reason",),
    Deed.SETTLE: ("reason",),
    Deed.APPOINT: ("on",),
    Deed.DELIVER: ("given_on", "kind", "value_baht", "quantity", "unit"),
    Deed.SEND_AGAIN: ("until",),
    Deed.RENEW: ("until",),
    Deed.REASSIGN: ("to",),
    Deed.TRANSFER: ("agency", "reason"),
    Deed.WORKED: (),
    Deed.FAILED: (),
}


def checked(
    deed: Deed, details: Mapping[str, Any], said: str, *, rules: Rules, today: date, until: date
) -> dict[str, str]:
    """The details of an act as they are kept; raises ReasonMissing, WordsMissing, BadMoment."""
    given = {name: str(details[name]) for name in _KEPT.get(deed, ()) if details.get(name) not in (None, "")}
    if deed in _REASONED:
        _reason(given.get("reason", ""), said, getattr(rules, _REASONED[deed]))
    if deed in _WORDED and not said.strip():
        raise WordsMissing
    if deed is Deed.APPOINT:
        given["on"] = _moment(given.get("on", ""), today, until).isoformat()
    if "until" in given:
        _day(given["until"], today, today + LONGEST)
    if "given_on" in given:
        _day(given["given_on"], today - LONGEST, today)
    return given


def _reason(code: str, said: str, known: Mapping[str, object]) -> None:
    if code not in known or (code == OTHER and not said.strip()):
        raise ReasonMissing


def _moment(text: str, today: date, until: date) -> datetime:
    """An appointment, from today to the day on which sharing ends; it names its time zone."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadMoment from error
    if found.tzinfo is None or not today <= found.date() <= until:
        raise BadMoment
    return found


def _day(text: str, first: date, last: date) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError as error:
        raise BadMoment from error
    if not first <= found <= last:
        raise BadMoment
    return found
