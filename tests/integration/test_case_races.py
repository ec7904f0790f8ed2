"""Two workers open the same family's case at the same moment: one case, and the other is told so."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from desk_office import make_families
from own_database import checkpoint, own_database
from register_rows import NOW, viewer

from samutphok.cases.actions import open_case
from samutphok.cases.models import Case, CaseAct
from samutphok.kernel.errors import Error

pytestmark = pytest.mark.database


def family() -> str:
    found = str(make_families(drawn=False).poor)
    checkpoint()
    return found


def opens(household: str) -> str:
    try:
        open_case(viewer=viewer("83"), household_id=UUID(household), because="เดือดร้อน", now=NOW)
    except Error as error:
        return type(error).__name__
    return "opened"


def kept() -> list[int]:
    return [Case.objects.count(), CaseAct.objects.filter(name="open").count()]


def test_a_case_opened_by_three_at_once_is_one(tmp_path: Path, django_db_blocker: Any) -> None:
    with own_database(tmp_path, django_db_blocker.unblock) as own:
        household = own.call(family)
        running = [own.start(opens, household) for _ in range(3)]
        answers = [(process.answer() or ["broken"])[0] for process in running]
        assert sorted(answers) == ["OpenAlready", "OpenAlready", "opened"]
        assert own.call(kept) == [1, 1]
