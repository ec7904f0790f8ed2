"""A small office with a case: a family, its worker, a plan, for tests of cases."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from register_rows import NOW

from samutphok.access.domain import Viewer
from samutphok.cases.actions import AgreedBy, Agreement, Witness, agree_plan, open_case, write_plan
from samutphok.cases.domain.plan import Difficulty, Goal, Plan, Step, Strength

TODAY = date(2026, 11, 23)


def a_plan(*, due: date | None = None, steps: int = 2) -> Plan:
    """A mother's plan: one goal, one strength, one problem, some steps."""
    problem = Difficulty(uuid4(), "out_of_school", "ลูกสองคนไม่ได้ไปโรงเรียน")
    who = ("agency:education", "family", "worker", "volunteer")
    return Plan(
        goals=(Goal(uuid4(), "อยากให้ลูกได้เรียน"),),
        strengths=(Strength(uuid4(), "ยายช่วยเลี้ยงน้องได้"),),
        problems=(problem,),
        steps=tuple(
            Step(
                uuid4(),
                problem.key,
                f"ขั้นที่ {number + 1}",
                who[number % 4],
                due or TODAY + timedelta(days=14),
                "ครูยืนยัน",
            )
            for number in range(steps)
        ),
    )


def case_with_plan(who: Viewer, family: UUID, *, now: datetime = NOW, plan: Plan | None = None) -> tuple[UUID, Plan]:
    """An open case whose plan is written."""
    case_id = open_case(viewer=who, household_id=family, because="แม่เลี้ยงเดี่ยว ลูกไม่มีที่เรียน", now=now)
    written = plan or a_plan()
    write_plan(viewer=who, case_id=case_id, plan=written, read_version=0, now=now)
    return case_id, written


def agreed(who: Viewer, case_id: UUID, *, version: int = 1, now: datetime = NOW) -> None:
    """The family agrees by word of mouth."""
    spoken = Agreement(version, AgreedBy.SPOKEN, "แม่", Witness.VILLAGE_HEAD)
    agree_plan(viewer=who, case_id=case_id, agreement=spoken, now=now)


def reasons_for(keys: Iterable[UUID]) -> dict[UUID, str]:
    """A reason for each."""
    return dict.fromkeys(keys, "ครอบครัวย้ายแล้ว")
