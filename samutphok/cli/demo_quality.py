"""The demo's quality of registers: two earlier deliveries of the disability register, worse ones, and everything measured."""

import csv
import io
import random
from collections.abc import Callable
from datetime import date, datetime

from django.conf import settings

from samutphok.access.queries import account_named, operator, viewer_by_id
from samutphok.intake.actions import receive_batch, stage_batch
from samutphok.intake.domain.batch import Status
from samutphok.intake.queries import all_staged
from samutphok.linkage.actions import attach_batch
from samutphok.quality.actions import measure_batch
from samutphok.quality.queries import measured

LEADER, REGISTER = "phuket", "disability"
EARLIER = ((date(2019, 6, 30), 0.18), (date(2019, 12, 31), 0.09))  # a cut, and the share of cells a clerk had left out


def make_quality(*, now: datetime, say: Callable[[str], None]) -> None:
    """Receives the earlier deliveries and measures what was not measured yet; again changes nothing."""
    say("quality of registers")
    leader = viewer_by_id(account_named(LEADER, viewer=operator(now=now)).id, now=now)
    for cut, left_out in EARLIER:
        file = _worse(cut, left_out)
        if file is None:
            break
        batch = receive_batch(viewer=leader, file=file, register=REGISTER, as_of=cut, now=now)
        if batch.status is Status.RECEIVED:
            stage_batch(batch.id)
            attach_batch(batch.id, now=now)
    done = measured()
    for batch_id in all_staged():
        if batch_id not in done:
            measure_batch(batch_id, now=now)


def _worse(cut: date, left_out: float) -> io.BytesIO | None:
    """The delivery of the round before with so many cells of its persons empty; None where the demo has no such file."""
    path = settings.DATA / "demo" / "before" / "disability.csv"
    if not path.is_file():
        return None
    with path.open(encoding="utf-8-sig", newline="") as given:
        rows = list(csv.reader(given))
    draw = random.Random(cut.toordinal())  # noqa: S311 -- a demo, the same each time
    names = ("เลขประจำตัวประชาชน", "นามสกุล", "เกิด", "ออกบัตร")
    emptied = [place for place, head in enumerate(rows[0]) if any(name in head for name in names)]
    for row in rows[1:]:
        for place in emptied:
            if draw.random() < left_out:
                row[place] = ""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    file = io.BytesIO(text.getvalue().encode())
    file.name = f"disability-{cut.isoformat()}.csv"
    return file
