"""Drawing lists in the background, on the database's own queue."""

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django_tasks import task

from samutphok.access.domain import Viewer
from samutphok.access.queries import viewer_by_id
from samutphok.foundation.discretion import Discreet
from samutphok.targeting.actions import draw_list, require_drawing, require_registers
from samutphok.targeting.clearing import clear_unused
from samutphok.targeting.counting import gather_facts
from samutphok.targeting.domain.reach import FactsWanted
from samutphok.targeting.scoring import draw_scores, score_measures


@task()
@Discreet()
def draw(account_id: str, area_prefix: str, as_of: str) -> None:
    """Draws an area's list, and its scores beside it, in the name of the account that asked, with the grants it holds by then."""
    now = timezone.now()
    viewer = viewer_by_id(account_id, now=now)
    drawn = draw_list(viewer=viewer, area_prefix=area_prefix, as_of=date.fromisoformat(as_of), now=now)
    for measure in score_measures(drawn.data_cut):
        draw_scores(viewer=viewer, area_prefix=area_prefix, measure=measure, now=now)


def request_drawing(*, viewer: Viewer, area_prefix: str, now: datetime) -> None:
    """Queues the drawing of an area's list as of today; raises MayNotDraw, MissingRegister and MeasureNotValid at once."""
    require_drawing(viewer, area_prefix)
    require_registers(area_prefix)
    draw.enqueue(viewer.account_id, area_prefix, timezone.localdate(now).isoformat())


@task()
@Discreet()
def gather(list_id: str, area: str) -> None:
    """Lays down the facts of an area on a list, so that definitions can be counted on them; clears old ones away."""
    gather_facts(list_id=UUID(list_id), area=area)
    clear_unused(now=timezone.now())


def enqueue_gathering(wanted: FactsWanted) -> None:
    """Queues what a count waits for."""
    gather.enqueue(str(wanted.list_id), wanted.area)
