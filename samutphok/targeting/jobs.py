"""Drawing lists in the background, on the database's own queue."""

from datetime import date, datetime

from django.utils import timezone
from django_tasks import task

from samutphok.access.domain import Viewer
from samutphok.access.queries import viewer_by_id
from samutphok.foundation.discretion import Discreet
from samutphok.targeting.actions import draw_list, require_drawing, require_registers


@task()
@Discreet()
def draw(account_id: str, area_prefix: str, as_of: str) -> None:
    """Draws one area's list in the name of the account that asked, with the grants it holds by then."""
    now = timezone.now()
    viewer = viewer_by_id(account_id, now=now)
    draw_list(viewer=viewer, area_prefix=area_prefix, as_of=date.fromisoformat(as_of), now=now)


def request_drawing(*, viewer: Viewer, area_prefix: str, now: datetime) -> None:
    """Queues the drawing of an area's list as of today; raises MayNotDraw and MissingRegister at once."""
    require_drawing(viewer, area_prefix)
    require_registers(area_prefix)
    draw.enqueue(viewer.account_id, area_prefix, timezone.localdate(now).isoformat())
