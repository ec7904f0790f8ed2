"""Notices in the database: sent, passed on, changed, acknowledged, asked about; nobody beyond their areas."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from notice_office import LATER, NOW, WORDS, again, office

from samutphok.access.domain import Role, Viewer
from samutphok.foundation.audit.models import Entry
from samutphok.notices.actions import (
    Audience,
    acknowledge,
    answer,
    ask,
    remind,
    revise_notice,
    send_notice,
    withdraw_notice,
)
from samutphok.notices.domain import Box, ReadingState
from samutphok.notices.errors import (
    AnswerStale,
    BadNotice,
    NotAReader,
    NotForYourAreas,
    NoticeEnded,
    NoticeNotFound,
    NoticeStale,
    QuestionNotFound,
    RemindedAlready,
)
from samutphok.notices.models import Notice
from samutphok.notices.queries import notice_list, notice_page, readers, unread_count

pytestmark = [pytest.mark.database, pytest.mark.django_db]

BELOW = frozenset({Role.AMPHOE, Role.TAMBON, Role.VOLUNTEER})


@pytest.fixture
def people() -> dict[str, Viewer]:
    return office()


def send(author: Viewer, *areas: str, roles: frozenset[Role] = BELOW, passes_on: UUID | None = None) -> UUID:
    return send_notice(viewer=author, content=WORDS, audience=Audience(roles, areas), passes_on=passes_on, now=NOW)


def unread(viewer: Viewer) -> int:
    return unread_count(viewer=viewer, now=viewer.now)


def state(viewer: Viewer, notice: UUID) -> ReadingState:
    return notice_page(viewer=viewer, notice_id=notice).state


# Missing and forbidden


def test_a_notice_that_does_not_exist_or_speaks_to_others_is_not_found(people: dict[str, Viewer]) -> None:
    notice = send(people["phuket"], "8303")
    for stranger in ("krabi", "kathu", "krabi_amphoe"):
        for wanted in (notice, uuid4()):
            with pytest.raises(NoticeNotFound):
                notice_page(viewer=people[stranger], notice_id=wanted)
            with pytest.raises(NoticeNotFound):
                acknowledge(viewer=people[stranger], notice_id=wanted, version=1, now=NOW)
            with pytest.raises(NoticeNotFound):
                ask(viewer=people[stranger], notice_id=wanted, text="ถาม", private=False, now=NOW)
        assert unread(people[stranger]) == notice_list(viewer=people[stranger], box=Box.ALL).total == 0


def test_nobody_writes_for_areas_that_are_not_theirs(people: dict[str, Viewer]) -> None:
    for area in ("81", "8101", ""):
        with pytest.raises(NotForYourAreas):
            send(people["phuket"], "8303", area)
    with pytest.raises(NotForYourAreas):
        send(people["thalang"], "8303")
    assert not Notice.objects.exists()


def test_a_reader_neither_changes_withdraws_nor_follows_up(people: dict[str, Viewer]) -> None:
    notice = send(people["phuket"], "83")
    for who in ("thalang", "national"):  # the national desk follows it up, and does not speak for the province
        with pytest.raises(NoticeNotFound):
            revise_notice(viewer=people[who], notice_id=notice, content=replace(WORDS, change="x"), version=1, now=NOW)
        with pytest.raises(NoticeNotFound):
            withdraw_notice(viewer=people[who], notice_id=notice, now=NOW)
    with pytest.raises(NoticeNotFound):
        readers(viewer=people["thalang"], notice_id=notice)
    with pytest.raises(NoticeNotFound):
        remind(viewer=people["thalang"], notice_id=notice, now=NOW)


def test_the_national_desk_sees_what_provinces_write_and_follows_it_up(people: dict[str, Viewer]) -> None:
    notice = send(people["phuket"], "8303")
    page = notice_page(viewer=people["national"], notice_id=notice)
    assert (page.state, page.may_oversee, page.may_revise) == (ReadingState.NOT_ADDRESSED, True, False)
    assert readers(viewer=people["national"], notice_id=notice).people.total == 3


# Invalid


def test_without_readers_or_words_nothing_is_sent(people: dict[str, Viewer]) -> None:
    with pytest.raises(BadNotice):
        send(people["phuket"], roles=BELOW)
    with pytest.raises(BadNotice):
        send(people["phuket"], "83", roles=frozenset())
    with pytest.raises(BadNotice):
        send_notice(
            viewer=people["phuket"], content=replace(WORDS, text_th=" "), audience=Audience(BELOW, ("83",)), now=NOW
        )
    assert not Notice.objects.exists()
    assert not Entry.objects.filter(act="send_notice").exists()


def test_the_version_one_saw_is_the_one_that_counts(people: dict[str, Viewer]) -> None:
    notice = send(people["phuket"], "83")
    changed = replace(WORDS, change="แก้วันที่")
    revise_notice(viewer=people["phuket2"], notice_id=notice, content=changed, version=1, now=LATER)
    with pytest.raises(NoticeStale):
        revise_notice(viewer=people["phuket"], notice_id=notice, content=changed, version=1, now=LATER)
    with pytest.raises(NoticeStale):
        acknowledge(viewer=people["thalang"], notice_id=notice, version=1, now=LATER)


# Reading


def test_reading_is_one_click_recorded_once(people: dict[str, Viewer]) -> None:
    notice, reader = send(people["phuket"], "83"), people["thalang"]
    assert (unread(reader), state(reader, notice)) == (1, ReadingState.NEW)
    for _ in range(2):
        acknowledge(viewer=reader, notice_id=notice, version=1, now=LATER)
    assert (unread(reader), state(reader, notice)) == (0, ReadingState.READ)
    assert Entry.objects.filter(act="acknowledge_notice", actor=reader.account_id).count() == 1
    with pytest.raises(NotAReader):
        acknowledge(viewer=people["phuket2"], notice_id=notice, version=1, now=LATER)


def test_a_changed_notice_asks_again_and_shows_what_changed(people: dict[str, Viewer]) -> None:
    notice, reader = send(people["phuket"], "83"), people["thalang"]
    acknowledge(viewer=reader, notice_id=notice, version=1, now=NOW)
    changed = replace(WORDS, text_th="เยี่ยมให้ครบภายในเดือนนี้", change="เพิ่มกำหนดเวลา")
    revise_notice(viewer=people["phuket"], notice_id=notice, content=changed, version=1, now=LATER)
    page = notice_page(viewer=reader, notice_id=notice)
    assert (unread(reader), page.state) == (1, ReadingState.CHANGED)
    assert [line.text for line in page.changes("th") if line.change == "new"] == ["เยี่ยมให้ครบภายในเดือนนี้"]
    assert [version.content.text_th for version in page.earlier] == [WORDS.text_th]


def test_a_notice_that_ended_asks_nobody(people: dict[str, Viewer]) -> None:
    notice, reader = send(people["phuket"], "83"), people["thalang"]
    withdraw_notice(viewer=people["phuket"], notice_id=notice, now=NOW)
    assert (unread(reader), state(reader, notice)) == (0, ReadingState.ENDED)
    for act in (
        lambda: acknowledge(viewer=reader, notice_id=notice, version=1, now=NOW),
        lambda: ask(viewer=reader, notice_id=notice, text="ถาม", private=False, now=NOW),
        lambda: remind(viewer=people["phuket"], notice_id=notice, now=NOW),
    ):
        with pytest.raises(NoticeEnded):
            act()


# Passing on


def test_a_notice_is_passed_on_with_the_original_unchanged_beside_it(people: dict[str, Viewer]) -> None:
    original = send(people["national"], "", roles=frozenset({Role.PROVINCE, Role.AMPHOE}))
    passed = send(people["phuket"], "83", passes_on=original)
    page = notice_page(viewer=people["volunteer"], notice_id=passed)
    assert page.original is not None
    assert (page.original.content, page.original_office) == (WORDS, "National")
    with pytest.raises(NoticeNotFound):  # the original itself does not speak to volunteers
        notice_page(viewer=people["volunteer"], notice_id=original)
    acknowledge(viewer=people["thalang"], notice_id=passed, version=1, now=NOW)
    assert state(people["thalang"], original) is ReadingState.READ  # it stood beside it
    changed = replace(WORDS, text_th="ใหม่", change="ใหม่")
    revise_notice(viewer=people["national"], notice_id=original, content=changed, version=1, now=LATER)
    after = notice_page(viewer=people["phuket"], notice_id=passed)
    assert after.newer_original
    assert after.original is not None
    assert after.original.content.text_th == WORDS.text_th
    assert state(people["thalang"], original) is ReadingState.CHANGED
    revise_notice(viewer=people["phuket"], notice_id=passed, content=replace(WORDS, change="ตาม"), version=1, now=LATER)
    renewed = notice_page(viewer=people["phuket"], notice_id=passed)
    assert renewed.original is not None
    assert (renewed.newer_original, renewed.original.content.text_th) == (False, "ใหม่")


def test_nobody_passes_on_what_they_may_not_see(people: dict[str, Viewer]) -> None:
    with pytest.raises(NoticeNotFound):
        send(people["krabi"], "81", passes_on=send(people["phuket"], "83"))


# Questions


def test_questions_are_answered_for_all_and_private_ones_for_the_asker(people: dict[str, Viewer]) -> None:
    notice = send(people["phuket"], "83")
    open_one = ask(viewer=people["thalang"], notice_id=notice, text="ใครไปด้วย", private=False, now=NOW)
    private = ask(viewer=people["kathu"], notice_id=notice, text="เรื่องเฉพาะ", private=True, now=NOW)
    answer(viewer=people["phuket2"], question_id=open_one, text="อพม.", revision=0, now=LATER)

    def seen(who: str) -> set[str]:
        return {question.text for question in notice_page(viewer=people[who], notice_id=notice).questions}

    assert seen("tambon") == seen("thalang") == {"ใครไปด้วย"}
    assert seen("kathu") == seen("phuket") == {"ใครไปด้วย", "เรื่องเฉพาะ"}
    with pytest.raises(AnswerStale):
        answer(viewer=people["phuket"], question_id=open_one, text="อสม.", revision=0, now=LATER)
    for stranger in ("thalang", "krabi", "national"):
        with pytest.raises(QuestionNotFound):
            answer(viewer=people[stranger], question_id=private, text="x" * 3, revision=0, now=LATER)
    with pytest.raises(BadNotice):
        answer(viewer=people["phuket"], question_id=private, text=" ", revision=0, now=LATER)
    answer(viewer=people["phuket"], question_id=private, text="", in_text=True, revision=0, now=LATER)
    assert all(not question.open for question in notice_page(viewer=people["phuket"], notice_id=notice).questions)


# Following up


def test_an_office_sees_who_has_read_inside_its_areas_and_nobody_else(people: dict[str, Viewer]) -> None:
    notice = send(people["national"], "", roles=BELOW)
    acknowledge(viewer=people["thalang"], notice_id=notice, version=1, now=NOW)
    acknowledge(viewer=people["krabi_amphoe"], notice_id=notice, version=1, now=NOW)
    found = readers(viewer=people["phuket"], notice_id=notice)
    assert {(one.name, one.done) for one in found.people.rows} == {
        ("Thalang", True),
        ("Kathu", False),
        ("Tambon", False),
        ("Volunteer", False),
    }
    assert {(tally.place, tally.role, tally.people, tally.done) for tally in found.tallies} == {
        ("8302", Role.AMPHOE, 1, 0),
        ("8303", Role.AMPHOE, 1, 1),
        ("8303", Role.TAMBON, 1, 0),
        ("8303", Role.VOLUNTEER, 1, 0),
    }
    assert [one.name for one in readers(viewer=people["phuket"], notice_id=notice, read=True).people.rows] == [
        "Thalang"
    ]
    assert {one.name for one in readers(viewer=people["krabi"], notice_id=notice).people.rows} == {"Krabi_Amphoe"}
    assert readers(viewer=people["national"], notice_id=notice).people.total == 5


def test_a_reminder_reaches_those_who_have_not_read_once_a_day(people: dict[str, Viewer]) -> None:
    notice = send(people["national"], "", roles=BELOW)
    acknowledge(viewer=people["thalang"], notice_id=notice, version=1, now=NOW)
    remind(viewer=people["phuket"], notice_id=notice, now=NOW)
    with pytest.raises(RemindedAlready):
        remind(viewer=people["phuket2"], notice_id=notice, now=NOW + timedelta(hours=23))
    remind(viewer=people["krabi"], notice_id=notice, now=NOW + timedelta(hours=1))
    at = {who: notice_page(viewer=people[who], notice_id=notice).reminded_at for who in people if who != "national"}
    assert (at["kathu"], at["thalang"], at["krabi_amphoe"]) == (NOW, None, NOW + timedelta(hours=1))
    remind(viewer=people["phuket"], notice_id=notice, now=NOW + timedelta(hours=24))


def test_overdue_is_said_from_the_day_after(people: dict[str, Viewer]) -> None:
    notice = send(people["phuket"], "83")
    assert state(again("thalang", at=NOW + timedelta(days=8)), notice) is ReadingState.NEW  # 1 December
    assert state(again("thalang", at=NOW + timedelta(days=9)), notice) is ReadingState.OVERDUE
