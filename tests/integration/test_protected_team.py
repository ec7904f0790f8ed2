"""A matter is its team's: read, worked on, handed over, broken into for four hours, and sealed anew."""

import re
import uuid
from datetime import date, timedelta

import pytest
from desk_office import make_families
from django.conf import LazySettings
from django.utils import timezone
from protected_office import CANARY, opened, somebody

from samutphok.access.actions import withdraw_grant
from samutphok.access.domain import Role, Viewer
from samutphok.access.queries import account_by_id, operator, viewer_by_id
from samutphok.foundation.audit.models import Entry
from samutphok.foundation.privacy import Unreadable
from samutphok.messaging.models import Message
from samutphok.protected.actions import (
    Asked,
    Done,
    act_on,
    allow_break,
    ask_to_break,
    end_break,
    keep_facts,
    name_team,
    open_matter,
    review_break,
    turn_key_over,
)
from samutphok.protected.domain.glass import Reason
from samutphok.protected.errors import AskedAlready, BadReason, MatterNotFound, MatterStale, NotNow, WordsMissing
from samutphok.protected.models import BreakGlass, Matter, MatterAct
from samutphok.protected.queries import broken_glass, matters, sealed_rights

pytestmark = [pytest.mark.database, pytest.mark.django_db]

WORDS = "เด็กอยู่ในอันตรายถึงชีวิต ต้องรู้ว่าทีมนัดที่ไหน"


def done(name: str = "note", version: int = 0, words: str = CANARY, **more: object) -> Done:
    return Done(uuid.uuid4(), name, words, version, **more)


def asked(household_id: uuid.UUID, reason: Reason = Reason.LIFE_AT_RISK, words: str = WORDS) -> Asked:
    return Asked(uuid.uuid4(), household_id, reason, words)


@pytest.fixture
def office() -> Viewer:
    return somebody("office", Role.PROVINCE)


# Who reads


def test_a_matter_that_is_not_there_is_not_found(office: Viewer) -> None:
    with pytest.raises(MatterNotFound):
        open_matter(viewer=office, matter_id=uuid.uuid4(), now=timezone.now())


@pytest.mark.parametrize("role", [Role.PROVINCE, Role.AMPHOE, Role.GOVERNOR, Role.NATIONAL, Role.AUDITOR])
def test_nobody_outside_the_team_finds_it(office: Viewer, role: Role) -> None:
    matter = opened(office)
    area = "8301" if role is Role.AMPHOE else "TH" if role in (Role.NATIONAL, Role.AUDITOR) else "83"
    other = somebody("other", role, area)
    with pytest.raises(MatterNotFound):
        open_matter(viewer=other, matter_id=matter, now=timezone.now())
    with pytest.raises(MatterNotFound):
        act_on(viewer=other, matter_id=matter, done=done(), now=timezone.now())
    assert matters(viewer=other).total == 0


def test_a_member_whose_grant_was_withdrawn_finds_it_no_more(office: Viewer) -> None:
    matter = opened(office)
    grant = account_by_id(
        viewer=operator(now=timezone.now()), account_id=office.account_id, now=timezone.now()
    ).account.grants[0]
    withdraw_grant(viewer=operator(now=timezone.now()), grant_id=grant.id, now=timezone.now())
    later = viewer_by_id(office.account_id, now=timezone.now())
    assert matters(viewer=later).total == 0
    with pytest.raises(MatterNotFound):
        open_matter(viewer=later, matter_id=matter, now=timezone.now())


def test_the_team_reads_it_and_that_is_on_record(office: Viewer) -> None:
    matter = opened(office)
    read = open_matter(viewer=office, matter_id=matter, now=timezone.now())
    assert (read.story.story, read.state) == (CANARY, "opened")
    assert Entry.objects.get(act="read_protected").actor == office.account_id


def test_an_agency_officer_works_in_a_team_by_their_agencys_grant(office: Viewer) -> None:
    health = somebody("health", Role.AGENCY_OFFICER, agency="public-health")
    matter = opened(office, team=[office.account_id, health.account_id])
    assert open_matter(viewer=health, matter_id=matter, now=timezone.now()).story.story == CANARY
    assert matters(viewer=health).total == 1


# What they do


def test_acts_lead_from_state_to_state_and_the_row_says_nothing_of_them(office: Viewer) -> None:
    matter = opened(office)
    day = date(2026, 12, 1)
    for version, name in enumerate(("plan_safety", "refer_police", "follow_up")):
        act_on(viewer=office, matter_id=matter, done=done(name, version, next_on=day), now=timezone.now())
    read = open_matter(viewer=office, matter_id=matter, now=timezone.now())
    assert (read.state, read.version, read.next_on) == ("followed", 3, day)
    assert [one.name for one in read.said] == ["follow_up", "refer_police", "plan_safety"]
    stored = str(list(MatterAct.objects.values()))
    assert "police" not in stored
    assert CANARY not in stored


def test_an_act_sent_twice_is_one_and_a_stale_one_is_refused(office: Viewer) -> None:
    matter, first = opened(office), done()
    act_on(viewer=office, matter_id=matter, done=first, now=timezone.now())
    act_on(viewer=office, matter_id=matter, done=first, now=timezone.now())
    assert MatterAct.objects.count() == 1
    with pytest.raises(MatterStale):
        act_on(viewer=office, matter_id=matter, done=done(version=0), now=timezone.now())


def test_what_needs_words_is_refused_without_and_what_the_state_forbids_too(office: Viewer) -> None:
    matter = opened(office)
    with pytest.raises(WordsMissing):
        act_on(viewer=office, matter_id=matter, done=done(words=" "), now=timezone.now())
    with pytest.raises(NotNow):
        act_on(viewer=office, matter_id=matter, done=done("reopen"), now=timezone.now())


def test_who_is_taken_out_of_the_team_reads_nothing_more(office: Viewer) -> None:
    matter, other = opened(office), somebody("other", Role.PROVINCE)
    name_team(viewer=office, matter_id=matter, team=[other.account_id], version=0, now=timezone.now())
    assert open_matter(viewer=other, matter_id=matter, now=timezone.now()).said[0].name == "name_team"
    with pytest.raises(MatterNotFound):
        open_matter(viewer=office, matter_id=matter, now=timezone.now())


# The same family


def test_the_team_that_was_there_first_hears_of_another_matter_and_the_newcomer_learns_nothing(office: Viewer) -> None:
    families, other = make_families(drawn=False), somebody("other", Role.PROVINCE)
    first = opened(office, household_id=families.poor)
    later = opened(other, household_id=families.poor)
    [seen] = open_matter(viewer=office, matter_id=first, now=timezone.now()).others
    assert seen.id is None
    assert open_matter(viewer=other, matter_id=later, now=timezone.now()).others == ()


# Benefits


def test_benefits_of_sealed_facts_are_assessed_inside(office: Viewer) -> None:
    matter, today = opened(office), timezone.localdate()
    keep_facts(viewer=office, matter_id=matter, facts={"hiv": True, "abandoned": True, "name": "x"}, now=timezone.now())
    read = open_matter(viewer=office, matter_id=matter, now=timezone.now())
    assert read.facts == {"hiv": True, "abandoned": True}
    said = {one.answer.benefit.name: one.answer.outcome for one in sealed_rights(facts=read.facts, on=today)}
    assert said["hiv-allowance"] == "eligible"
    assert not re.search(
        r"[\"']hiv[\"']", str(Matter.objects.values().get())
    )  # three letters may stand in a seal by chance


# Breaking the glass


@pytest.mark.parametrize("words", ["", "รีบ", " " * 40])
def test_the_glass_is_not_broken_without_words(office: Viewer, words: str) -> None:
    families = make_families(drawn=False)
    with pytest.raises(BadReason):
        ask_to_break(viewer=office, asked=asked(families.poor, words=words), now=timezone.now())


def test_where_life_is_at_risk_one_person_reads_for_four_hours_and_may_do_nothing(office: Viewer) -> None:
    families, other = make_families(drawn=False), somebody("other", Role.AMPHOE, "8301")
    matter, now = opened(office, household_id=families.poor), timezone.now()
    ask_to_break(viewer=other, asked=asked(families.poor), now=now)
    read = open_matter(viewer=other, matter_id=matter, now=now)
    assert (read.story.story, read.until, read.open_acts) == (CANARY, now + timedelta(hours=4), ())
    with pytest.raises(MatterNotFound):
        act_on(viewer=other, matter_id=matter, done=done(), now=now)
    with pytest.raises(MatterNotFound):
        open_matter(viewer=other, matter_id=matter, now=now + timedelta(hours=4))
    assert Message.objects.get().account_id == uuid.UUID(office.account_id)
    assert Entry.objects.filter(act="read_protected", outcome="glass_broken").count() == 1


def test_otherwise_two_persons_are_needed(office: Viewer) -> None:
    families, other = make_families(drawn=False), somebody("other", Role.AMPHOE, "8301")
    matter, now = opened(office, household_id=families.poor), timezone.now()
    ask = ask_to_break(viewer=other, asked=asked(families.poor, Reason.COURT_ORDER), now=now)
    with pytest.raises(MatterNotFound):
        open_matter(viewer=other, matter_id=matter, now=now)
    with pytest.raises(MatterNotFound):
        allow_break(viewer=other, ask_id=ask, allowed=True, now=now)
    allow_break(viewer=office, ask_id=ask, allowed=True, now=now)
    assert open_matter(viewer=other, matter_id=matter, now=now).story.story == CANARY


def test_before_it_is_allowed_nothing_tells_whether_a_matter_exists(office: Viewer) -> None:
    families, other = make_families(drawn=False), somebody("other", Role.AMPHOE, "8301")
    opened(office, household_id=families.poor)
    now = timezone.now()
    for home in (families.poor, families.target):
        ask_to_break(viewer=other, asked=asked(home, Reason.COURT_ORDER), now=now)
    seen = broken_glass(viewer=other, now=now)
    assert {one.found for one in seen} == {None}


def test_a_second_one_must_wait_for_the_review(office: Viewer) -> None:
    families, other = make_families(drawn=False), somebody("other", Role.AMPHOE, "8301")
    now = timezone.now()
    ask = ask_to_break(viewer=other, asked=asked(families.poor), now=now)
    later = now + timedelta(hours=5)
    with pytest.raises(AskedAlready):
        ask_to_break(viewer=other, asked=asked(families.poor), now=later)
    with pytest.raises(MatterNotFound):
        review_break(viewer=other, ask_id=ask, justified=True, words="ฉันเอง", now=later)
    review_break(viewer=office, ask_id=ask, justified=True, words="จำเป็น", now=later)
    ask_to_break(viewer=other, asked=asked(families.poor), now=later)


def test_a_review_ends_it_at_once_and_so_does_its_reader(office: Viewer) -> None:
    families, other = make_families(drawn=False), somebody("other", Role.AMPHOE, "8301")
    matter, now = opened(office, household_id=families.poor), timezone.now()
    ask = ask_to_break(viewer=other, asked=asked(families.poor), now=now)
    end_break(viewer=other, ask_id=ask, now=now + timedelta(minutes=5))
    with pytest.raises(MatterNotFound):
        open_matter(viewer=other, matter_id=matter, now=now + timedelta(minutes=5))
    assert broken_glass(viewer=office, now=now + timedelta(hours=49))[0].standing == "late"


def test_nobody_breaks_it_outside_their_area(office: Viewer) -> None:
    families, kathu = make_families(drawn=False), somebody("kathu", Role.AMPHOE, "8302")
    from samutphok.registry.errors import HouseholdNotFound

    with pytest.raises(HouseholdNotFound):
        ask_to_break(viewer=kathu, asked=asked(families.poor), now=timezone.now())


# The key


def test_the_key_is_turned_over_and_everything_is_read_as_before(office: Viewer, settings: LazySettings) -> None:
    families, other = make_families(drawn=False), somebody("other", Role.AMPHOE, "8301")
    matter, now = opened(office, household_id=families.poor), timezone.now()
    act_on(viewer=office, matter_id=matter, done=done(), now=now)
    ask_to_break(viewer=other, asked=asked(families.poor), now=now)
    before, old = settings.PROTECTED_KEYS.read_text(), Matter.objects.values("sealed", "household_index").get()
    assert turn_key_over(now=now) == 3
    after = settings.PROTECTED_KEYS.read_text()
    assert len(after.splitlines()) == 1
    assert after.splitlines()[0] not in before
    assert Matter.objects.values("sealed", "household_index").get() != old
    assert open_matter(viewer=office, matter_id=matter, now=now).said[0].words == CANARY
    assert open_matter(viewer=other, matter_id=matter, now=now).story.story == CANARY
    assert BreakGlass.objects.get().household_index == Matter.objects.get().household_index


def test_without_its_key_nothing_opens(
    office: Viewer, settings: LazySettings, tmp_path_factory: pytest.TempPathFactory
) -> None:
    matter = opened(office)
    settings.PROTECTED_KEYS = tmp_path_factory.mktemp("keys") / "another.keys"
    with pytest.raises(Unreadable):
        open_matter(viewer=office, matter_id=matter, now=timezone.now())


def test_a_story_moved_to_another_matter_does_not_open(office: Viewer) -> None:
    first, second = opened(office), opened(office, story="อีกเรื่อง")
    Matter.objects.filter(pk=second).update(sealed=Matter.objects.get(pk=first).sealed)
    with pytest.raises(Unreadable):
        open_matter(viewer=office, matter_id=second, now=timezone.now())
