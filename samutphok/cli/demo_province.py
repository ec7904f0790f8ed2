"""The demo's province, the way of a real office.

Register files are received in the name of the provincial officer, staged and attached by the worker, and a list is drawn.
Whatever was made before is kept, so that a broken start goes on where it stopped.
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
from samutphok.cli.serve import WORKER
from samutphok.intake.actions import receive_batch
from samutphok.intake.domain.batch import BatchView, Status
from samutphok.intake.queries import batches
from samutphok.kernel.errors import Bilingual, Conflict
from samutphok.synthetic import Plan, generate
from samutphok.targeting.actions import draw_list

OFFICER = "phuket"
CUT = date(2021, 6, 30)  # within the validity of the survey round's measure and after the programme began
FILES: Mapping[str, str] = {
    "bmn_survey": "bmn_survey.csv",
    "state_welfare": "state_welfare.csv",
    "disability": "disability.csv",
    "elderly_allowance": "elderly_allowance.xlsx",
    "provincial_aid": "provincial_aid.csv",
}
DONE = (Status.ATTACHED, Status.FAILED)


def make_province(province: str, *, say: Callable[[str], None]) -> None:
    """Makes, receives, attaches and draws what is missing; `say` hears the progress. Raises Conflict when a file fails."""
    viewer = _officer()
    folder = settings.DATA / "demo"
    if not (folder / "calibration.json").is_file():
        say("synthetic registers of Phuket")
        generate(Plan(provinces=(province,), seed=1, as_of=CUT), folder)
    _receive(viewer, folder)
    _work_through(viewer, say)
    say("drawing the list")
    drawn = draw_list(viewer=viewer, area_prefix=province, as_of=timezone.localdate(), now=timezone.now())
    say(f"{drawn.households:,} households, {drawn.persons:,} persons")


def _receive(viewer: Viewer, folder: Path) -> None:
    for register, name in FILES.items():
        with (folder / name).open("rb") as file:
            receive_batch(viewer=viewer, file=file, register=register, as_of=CUT, now=timezone.now())


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
