"""What hangs on a question reaches its place in the queue from the rooms that know of it."""

import pytest
from desk_office import make_families
from register_rows import NOW, row, stage, synthetic_pid
from small_office import draw

from samutphok.insights.actions.doubts import weigh_doubts
from samutphok.linkage.actions import attach_batch
from samutphok.linkage.models import Review

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_a_question_gains_by_the_list_that_its_family_comes_to_stand_on() -> None:
    make_families(drawn=False)
    stranger = row("วิไล", "แซ่ลิ้ม", sex="F", pid=synthetic_pid(1), area_code="83010101")
    attach_batch(stage("disability", [stranger]), now=NOW)
    assert weigh_doubts(now=NOW) == 1
    before = Review.objects.get()
    assert "listed" not in before.because
    draw("83")
    assert weigh_doubts(now=NOW) == 1
    after = Review.objects.get()
    assert "listed" in after.because
    assert after.gain > before.gain
    assert weigh_doubts(now=NOW) == 0
