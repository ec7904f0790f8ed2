"""The demo's province, the way of a real office, in two survey rounds.

Register files are received in the name of the provincial officer, staged and attached by the worker, and lists are drawn:
the round before first, so that what changed since is known. The round before is staged and drawn at once and attached
last, when the desk is open already. Whatever was made before is kept, so that a broken start goes on where it stopped.
"""

import subprocess
import time
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from samutphok.access.domain import Viewer
from samutphok.access.queries import account_named, operator
from samutphok.cli.demo_definitions import make_definitions
from samutphok.cli.serve import WORKER
from samutphok.intake.actions import receive_batch, stage_batch
from samutphok.intake.domain.batch import BatchView, Status
from samutphok.intake.queries import batches
from samutphok.kernel.errors import Bilingual, Conflict
from samutphok.synthetic import Plan, generate, generate_before
from samutphok.targeting.actions import draw_list
from samutphok.targeting.scoring import draw_scores, score_measures

OFFICER = "phuket"
CUT = date(2021, 6, 30)  # within the validity of the survey round's measure and after the programme began
CUT_BEFORE = date(2020, 6, 30)
BEFORE: Mapping[str, str] = {
    "bmn_survey": "bmn_survey.csv",
    "state_welfare": "state_welfare.csv",
    "disability": "disability.csv",
}
FILES: Mapping[str, str] = {
    **BEFORE,
    "elderly_allowance": "elderly_allowance.xlsx",
    "provincial_aid": "provincial_aid.csv",
}
DONE = (Status.ATTACHED, Status.FAILED)


def make_province(province: str, *, say: Callable[[str], None]) -> None:
    """Makes, receives, attaches and draws what is missing; `say` hears the progress. Raises Conflict when a file fails.

    The round before still waits to be attached: see `finish`.
    """
    viewer = _officer()
    folder = settings.DATA / "demo"
    _generate(province, folder, say)
    _receive(viewer, folder, FILES, CUT)
    _work_through(viewer, say)
    say("the round before")
    for batch in _receive(viewer, folder / "before", BEFORE, CUT_BEFORE):
        if batch.status is Status.RECEIVED:
            stage_batch(batch.id)
    make_definitions(now=timezone.now(), say=say)
    draw(viewer, province, say=say)


def draw(viewer: Viewer, province: str, *, say: Callable[[str], None]) -> None:
    """Draws the lists of both rounds and their scores."""
    say("drawing both lists")
    for cut in (CUT_BEFORE, CUT):
        drawn = draw_list(viewer=viewer, area_prefix=province, as_of=cut, cut=cut, now=timezone.now())
        for measure in score_measures(cut):
            draw_scores(viewer=viewer, area_prefix=province, measure=measure, cut=cut, now=timezone.now())
        say(f"{cut.isoformat()}: {drawn.households:,} households, {drawn.persons:,} persons")


def finish(*, say: Callable[[str], None]) -> None:
    """Attaches what still waits, which a served demo does in the background."""
    _work_through(_officer(), say)


def _generate(province: str, folder: Path, say: Callable[[str], None]) -> None:
    plan = Plan(provinces=(province,), seed=1, as_of=CUT)
    if not (folder / "calibration.json").is_file():
        say("synthetic registers of Phuket")
        generate(plan, folder)
    if not (folder / "before" / "truth" / "links.parquet").is_file():
        generate_before(plan, CUT_BEFORE, folder / "before")


def _receive(viewer: Viewer, folder: Path, files: Mapping[str, str], cut: date) -> list[BatchView]:
    received = []
    for register, name in files.items():
        with (folder / name).open("rb") as file:
            received.append(receive_batch(viewer=viewer, file=file, register=register, as_of=cut, now=timezone.now()))
    return received


def _work_through(viewer: Viewer, say: Callable[[str], None]) -> None:
    """Lets a worker stage and attach, and shows how far it is."""
    worker = subprocess.Popen([*WORKER, "--until-idle"])
    shown = ""
    try:
        while worker.poll() is None:
            if (line := _progress(batches(viewer=viewer))) != shown:
                shown = line
                say(line)
            time.sleep(1)
    finally:
        worker.terminate()
        worker.wait()
    failed = [batch for batch in batches(viewer=viewer) if batch.status is not Status.ATTACHED]
    if failed:
        raise Conflict(
            problem=Bilingual(
                f"นำเข้าทะเบียน {failed[0].register} ไม่สำเร็จ", f"The register {failed[0].register} was not attached."
            ),
            remedy=Bilingual(
                "เรียก ./run อีกครั้งเพื่อทำต่อ หรือลบโฟลเดอร์ข้อมูลสาธิต",
                "Run ./run again to go on, or remove the demo's data folder.",
            ),
        )


def _progress(received: tuple[BatchView, ...]) -> str:
    """What is being worked on, in steps of ten per cent."""
    done = sum(batch.status in DONE for batch in received)
    running = [batch for batch in received if batch.status in (Status.STAGING, Status.ATTACHING)]
    now = ", ".join(f"{one.register} {one.status} {one.percent // 10 * 10} %" for one in running)
    return f"registers: {done} of {len(received)} attached" + (f" ({now})" if now else "")


def _officer() -> Viewer:
    now = timezone.now()
    account = account_named(OFFICER, viewer=operator(now=now))
    return Viewer(account.id, account.display_name, account.grants, now=now)
