"""Which actions hear of which event. No other room calls upwards."""

from typing import Any

from samutphok.allocation.domain.events import ProposalAsked, SharesApproved
from samutphok.cases.domain.events import CaseClosed, CaseOpened, CaseReopened
from samutphok.config.shares import fill_contracts
from samutphok.foundation.events import subscribe
from samutphok.intake.domain.batch import BatchAttached, BatchReceived, BatchStaged, BatchUndone, UndoAsked
from samutphok.logbook.domain.visits import HeldVisitReady, VisitAccepted
from samutphok.messaging.domain.states import MessageDue
from samutphok.referrals.domain.referral import ReferralAnswered, ReferralEnded, ReferralMade
from samutphok.requests.domain.asking import ClockSet, RequestTaken
from samutphok.scenarios.domain.events import ScenarioAsked
from samutphok.submissions.domain.submission import SubmissionAccepted
from samutphok.targeting.domain.lists import ListDrawn
from samutphok.targeting.domain.reach import FactsWanted
from samutphok.uptake.domain.events import UptakeAsked
from samutphok.verification.domain.events import CheckAsked


def wire() -> None:
    """Subscribes every listener; doing it twice changes nothing. Listeners only enqueue jobs."""
    subscribe(BatchReceived, _stage)
    subscribe(BatchStaged, _attach)
    subscribe(FactsWanted, _gather)
    subscribe(BatchStaged, _compare)
    subscribe(BatchStaged, _measure_quality)
    subscribe(BatchAttached, _measure_quality)
    subscribe(UndoAsked, _undo)
    subscribe(BatchUndone, _compare_again)
    subscribe(SubmissionAccepted, _take)
    subscribe(HeldVisitReady, _take)
    subscribe(VisitAccepted, _follow)
    subscribe(VisitAccepted, _read_again)
    subscribe(ListDrawn, _read_area_again)
    subscribe(ListDrawn, _sort_area)
    subscribe(ListDrawn, _compare_levels)
    subscribe(VisitAccepted, _hear_contact)
    subscribe(ReferralEnded, _hear_referral)
    subscribe(VisitAccepted, _sort)
    for kind in (VisitAccepted, RequestTaken, CaseOpened, CaseReopened, CaseClosed, ReferralMade, ReferralAnswered):
        subscribe(kind, _follow_on)
    subscribe(VisitAccepted, _hear_find)
    subscribe(ClockSet, _watch_request)
    subscribe(CaseClosed, _end_answers)
    subscribe(CaseReopened, _resume_answers)
    subscribe(MessageDue, _deliver)
    subscribe(UptakeAsked, _count_uptake)
    subscribe(ScenarioAsked, _try_scenario)
    subscribe(CheckAsked, _check_data)
    subscribe(VisitAccepted, _compare_second)
    fill_contracts()
    subscribe(ProposalAsked, _work_proposal)
    subscribe(SharesApproved, _make_shares)
    for moment in (BatchAttached, BatchUndone, ListDrawn, CaseOpened, CaseReopened, CaseClosed):
        subscribe(moment, _weigh_doubts)
    subscribe(ReferralEnded, _hear_share)


# Jobs are imported when they are first needed: most commands never read a register.


def _stage(event: BatchReceived) -> None:
    from samutphok.intake.jobs import enqueue_staging

    enqueue_staging(event)


def _attach(event: BatchStaged) -> None:
    from samutphok.linkage.jobs import enqueue_attaching

    enqueue_attaching(event)


def _compare(event: BatchStaged) -> None:
    from samutphok.intake.jobs import enqueue_comparing

    enqueue_comparing(event)


def _measure_quality(event: BatchStaged | BatchAttached) -> None:
    from samutphok.quality.jobs import enqueue_measuring

    enqueue_measuring(event)


def _weigh_doubts(event: Any) -> None:
    from samutphok.insights.jobs import enqueue_weighing

    enqueue_weighing(event)


def _undo(event: UndoAsked) -> None:
    from samutphok.linkage.jobs import enqueue_undoing

    enqueue_undoing(event)


def _compare_again(event: BatchUndone) -> None:
    from samutphok.intake.jobs import enqueue_comparing_again

    enqueue_comparing_again(event)


def _gather(event: FactsWanted) -> None:
    from samutphok.targeting.jobs import enqueue_gathering

    enqueue_gathering(event)


def _hear_contact(event: VisitAccepted) -> None:
    from samutphok.cases.jobs import enqueue_contact

    enqueue_contact(event)


def _hear_referral(event: ReferralEnded) -> None:
    from samutphok.cases.jobs import enqueue_referral

    enqueue_referral(event)


def _read_again(event: VisitAccepted) -> None:
    from samutphok.programmes.jobs import enqueue_reading

    enqueue_reading(event)


def _read_area_again(event: ListDrawn) -> None:
    from samutphok.programmes.jobs import enqueue_area

    enqueue_area(event)


def _follow(event: VisitAccepted) -> None:
    from samutphok.fieldwork.jobs import enqueue_following

    enqueue_following(event)


def _follow_on(event: Any) -> None:
    from samutphok.watch.jobs import enqueue_following

    enqueue_following(event.household_id)


def _sort(event: VisitAccepted) -> None:
    from samutphok.triage.jobs import enqueue_sorting

    enqueue_sorting(event)


def _sort_area(event: ListDrawn) -> None:
    from samutphok.triage.jobs import enqueue_area

    enqueue_area(event)


def _compare_levels(event: ListDrawn) -> None:
    from samutphok.watch.jobs import enqueue_comparing

    enqueue_comparing(event)


def _take(event: SubmissionAccepted | HeldVisitReady) -> None:
    from samutphok.logbook.jobs import enqueue_taking

    enqueue_taking(event)


def _hear_find(event: VisitAccepted) -> None:
    from samutphok.requests.jobs import enqueue_hearing

    enqueue_hearing(event)


def _end_answers(event: CaseClosed) -> None:
    from samutphok.requests.jobs import enqueue_case

    enqueue_case(event.case_id, ended=True)


def _resume_answers(event: CaseReopened) -> None:
    from samutphok.requests.jobs import enqueue_case

    enqueue_case(event.case_id, ended=False)


def _watch_request(event: ClockSet) -> None:
    from samutphok.requests.jobs import enqueue_watching

    enqueue_watching(event)


def _deliver(event: MessageDue) -> None:
    from samutphok.messaging.jobs import enqueue_delivery

    enqueue_delivery(event)


def _count_uptake(event: UptakeAsked) -> None:
    from samutphok.uptake.jobs import enqueue_counting

    enqueue_counting(event)


def _try_scenario(event: ScenarioAsked) -> None:
    from samutphok.scenarios.jobs import enqueue_trying

    enqueue_trying(event)


def _work_proposal(event: ProposalAsked) -> None:
    from samutphok.allocation.jobs import enqueue_working

    enqueue_working(event)


def _make_shares(event: SharesApproved) -> None:
    from samutphok.allocation.jobs import enqueue_making

    enqueue_making(event)


def _hear_share(event: ReferralEnded) -> None:
    from samutphok.allocation.jobs import enqueue_hearing

    enqueue_hearing(str(event.referral_id))


def _check_data(event: CheckAsked) -> None:
    from samutphok.verification.jobs import enqueue_checking

    enqueue_checking(event)


def _compare_second(event: VisitAccepted) -> None:
    from samutphok.verification.jobs import enqueue_comparing

    enqueue_comparing(event)
