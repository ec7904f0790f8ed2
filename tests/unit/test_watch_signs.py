"""Signs that a household is likely to get worse, each told once with its day and its source."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

from samutphok.access.domain import Sensitivity
from samutphok.kernel.policies import load_policy
from samutphok.logbook.domain.merge import FactKey, Logbook, Visit, facts_of
from samutphok.logbook.domain.record import HouseholdRecord
from samutphok.logbook.domain.standing import HouseholdVisits, what_stands
from samutphok.logbook.domain.visits import VisitView
from samutphok.logbook.queries import catalogue
from samutphok.watch.domain.rhythms import WatchReason, read_rhythms
from samutphok.watch.domain.worsening import LevelOn, signs_of

RHYTHMS = read_rhythms(load_policy("rhythms", "rhythms-2569"))
FAMILY, PERSON = uuid4(), str(uuid4())
FIRST = date(2026, 3, 1)
RECORD = HouseholdRecord(FAMILY, "83010101", "1", "1", FIRST, (), (), None, (), (), (), (), full=True)


def told(*days: tuple[int, dict[tuple[str, str], str]]) -> HouseholdVisits:
    """The logbook after visits so many days after the first, each with its answers by (subject, fact)."""
    book, views = Logbook(), list[VisitView]()
    for number, (after, answers) in enumerate(days, start=1):
        at, visit = datetime(2026, 3, 1, 9, tzinfo=UTC) + timedelta(days=after), UUID(int=number)
        keyed = {FactKey(*key): value for key, value in answers.items()}
        book = book.with_visit(Visit(visit, FAMILY, "a", at, number + 1, keyed, base=number))
        seen = {
            "by": "a",
            "speaker": "A",
            "form_id": "visit",
            "form_version": "1",
            "outcome": "visited",
            "met": "merged",
        }
        views.append(
            VisitView(
                id=visit,
                day=at.date(),
                received_at=at,
                version=number + 1,
                answers=keyed,
                new_people=frozenset(),
                replaced=False,
                others=(),
                full=True,
                **seen,
            )
        )
    return what_stands(views, facts_of(book), catalogue(), Sensitivity.S2)


def signs(
    visits: HouseholdVisits, levels: tuple[LevelOn, ...] = (), requests: tuple[date, ...] = ()
) -> list[WatchReason]:
    found = signs_of(RECORD, visits, levels, requests, rhythms=RHYTHMS, since=date(2026, 1, 1))
    return sorted(one.reason for one in found)


def test_who_worked_and_does_not_any_more_lost_a_job() -> None:
    visits = told((0, {(PERSON, "work"): "casual"}), (40, {(PERSON, "work"): "seeking"}))
    assert signs(visits) == [WatchReason.LOST_JOB]


def test_who_never_worked_lost_none() -> None:
    assert signs(told((0, {(PERSON, "work"): "study"}), (40, {(PERSON, "work"): "seeking"}))) == []


def test_a_benefit_that_is_no_longer_named_has_ended() -> None:
    before, after = "elderly_allowance welfare_card", "welfare_card"
    visits = told((0, {(PERSON, "receives"): before}), (40, {(PERSON, "receives"): after}))
    assert signs(visits) == [WatchReason.ENDED_BENEFIT]


def test_a_death_and_a_birth_are_told_once_each() -> None:
    other = str(uuid4())
    visits = told((0, {(PERSON, "member_change"): "died", (other, "member_change"): "born"}))
    assert signs(visits) == [WatchReason.CARER_DIED, WatchReason.NEW_DEPENDANT]


def test_happiness_that_fell_by_two_points_is_a_sign_and_by_one_is_not() -> None:
    fell = told((0, {(PERSON, "life_satisfaction"): "7"}), (40, {(PERSON, "life_satisfaction"): "5"}))
    held = told((0, {(PERSON, "life_satisfaction"): "7"}), (40, {(PERSON, "life_satisfaction"): "6"}))
    assert (signs(fell), signs(held)) == ([WatchReason.FEELINGS_FELL], [])


def test_a_level_that_became_worse_is_a_sign_and_a_better_one_is_not() -> None:
    one, other = LevelOn(FIRST, 1, "list:1"), LevelOn(FIRST + timedelta(days=90), 3, "visit:1")
    assert signs(told(), (other, one)) == [WatchReason.LEVEL_WORSE]
    better = (LevelOn(FIRST, 3, "list:1"), LevelOn(FIRST + timedelta(days=90), -1, "visit:1"))
    assert signs(told(), better) == []


def test_three_requests_in_ninety_days_are_repeated() -> None:
    close = tuple(FIRST + timedelta(days=each) for each in (0, 30, 80))
    far = tuple(FIRST + timedelta(days=each) for each in (0, 60, 120))
    assert (signs(told(), requests=close), signs(told(), requests=far)) == ([WatchReason.REPEATED_REQUESTS], [])


def test_old_signs_say_nothing_about_what_is_likely_now() -> None:
    visits = told((0, {(PERSON, "member_change"): "died"}))
    assert signs_of(RECORD, visits, (), (), rhythms=RHYTHMS, since=date(2027, 1, 1)) == ()
