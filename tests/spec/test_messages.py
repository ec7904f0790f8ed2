"""What the system may write to people: read this table as a policy officer would."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from samutphok.messaging.domain.pace import crowded_until, next_try, quiet_until
from samutphok.messaging.domain.recipients import Channel
from samutphok.messaging.domain.states import MOVES as MESSAGE_MOVES
from samutphok.messaging.domain.templates import Kind, MessageRules
from samutphok.messaging.queries.rules import rules_on
from samutphok.protected.domain.matters import MOVES as MATTER_MOVES

RULES: MessageRules = rules_on(date(2026, 11, 23))
THAI = ZoneInfo("Asia/Bangkok")
NAMED = {
    "request_taken", "request_answered", "referral_made", "referral_reminder", "referral_escalated", "referral_answered",
    "aid_decided", "visit_due", "pledge_result", "case_handed_over", "look_in", "nobody_meets",
}  # fmt: skip
LONGEST_VALUES = {
    Kind.NUMBER: "ภก-2569-000123", Kind.COUNT: "12", Kind.DAY: "30 พฤศจิกายน 2569", Kind.TIME: "13:30",
    Kind.AGENCY: "กรมกิจการผู้สูงอายุ", Kind.OFFICE: "สนง.พมจ.ภูเก็ต",
}  # fmt: skip


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 23, hour, minute, tzinfo=THAI)


def test_these_are_the_messages_there_are() -> None:
    assert set(RULES.templates) == NAMED


@pytest.mark.parametrize("name", sorted(NAMED))
@pytest.mark.parametrize("language", ["th", "en"])
def test_no_text_holds_a_word_of_the_forbidden(name: str, language: str) -> None:
    template = RULES.templates[name]
    written = " ".join((template.subject[language], *template.sentences[language])).lower()
    words = written.replace(".", " ").replace(",", " ").split()
    for word in RULES.never[language]:
        assert word not in (words if language == "en" else written), word


@pytest.mark.parametrize("word", ["ยากจน", "ป่วย", "เอชไอวี", "รุนแรง", "บาท", "พิการ", "ตำรวจ"])
def test_the_forbidden_words_name_what_would_hurt(word: str) -> None:
    assert word in RULES.never["th"]


def test_no_short_name_of_an_agency_holds_a_forbidden_word() -> None:
    for label in RULES.agencies.values():
        told = label.th.replace("นายก", "")  # the Prime Minister is no title
        assert not [word for word in RULES.never["th"] if word in told], label


@pytest.mark.parametrize("name", sorted(NAMED))
def test_no_value_can_be_free_text(name: str) -> None:
    template = RULES.templates[name]
    assert set(template.values.values()) | set(template.may_have.values()) <= set(Kind)
    for value in ("นางสมศรี ใจดี", "ถูกทำร้ายที่บ้าน", "3,000 บาท", "1103701234567", "x" * 200, "a b"):
        for kind in Kind:
            given = {**dict.fromkeys(template.values, "1"), "number": value}
            if kind is Kind.NUMBER and "number" in {**template.values, **template.may_have}:
                with pytest.raises(Exception, match="template"):
                    template.checked(given)


@pytest.mark.parametrize("name", sorted(one for one in NAMED if Channel.SMS in RULES.templates[one].channels))
def test_an_sms_fits_three_parts_of_thai(name: str) -> None:
    template = RULES.templates[name]
    kinds = {**template.values, **template.may_have}
    told = {value: LONGEST_VALUES[kind] for value, kind in kinds.items() if kind is not Kind.LINK}
    assert len(template.sentences_for("th", told)) <= 3 * 67


@pytest.mark.parametrize(
    ("moment", "waits_until"),
    [
        (at(7, 59), at(8)),
        (at(8), None),
        (at(12), None),
        (at(19, 59), None),
        (at(20), at(8) + timedelta(days=1)),
        (at(0), at(8)),
    ],
)
def test_nobody_is_woken_by_an_sms(moment: datetime, waits_until: datetime | None) -> None:
    assert quiet_until(RULES, Channel.SMS, moment) == waits_until
    assert quiet_until(RULES, Channel.EMAIL, moment) is None


@pytest.mark.parametrize(
    ("tries", "minutes"), [(1, 1), (2, 5), (3, 30), (4, 120), (5, 360), (6, 1440), (7, None), (8, None)]
)
def test_pauses_grow_until_it_is_given_up(tries: int, minutes: int | None) -> None:
    expected = at(12) + timedelta(minutes=minutes) if minutes else None
    assert next_try(RULES, tries, at(12)) == expected


def test_the_sixth_sms_of_a_day_waits_for_the_first_to_be_a_day_old() -> None:
    sent = [at(8 + hour) for hour in range(5)]
    assert crowded_until(RULES, Channel.SMS, sent[:4], at(13)) is None
    assert crowded_until(RULES, Channel.SMS, sent, at(13)) == at(8) + timedelta(days=1)
    assert crowded_until(RULES, Channel.SMS, sent, at(9) + timedelta(days=1)) is None


@pytest.mark.parametrize(("file", "moves"), [("messaging", MESSAGE_MOVES), ("protected", MATTER_MOVES)])
def test_the_diagrams_in_the_documents_are_the_tables(file: str, moves: object) -> None:
    from pathlib import Path

    written = (Path(__file__).parents[2] / "docs" / f"{file}.md").read_text()
    assert moves.diagram() in written  # type: ignore[attr-defined]
