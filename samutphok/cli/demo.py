"""`samutphok demo`: the province of Phuket with synthetic people, made once, then served.

It goes the way of a real office: register files are received in the name of the provincial officer, staged and attached
by the worker, and a list is drawn. Whatever was made before is kept, so that a broken start goes on where it stopped.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from samutphok.access.actions.demo import make_demo_accounts
from samutphok.access.domain import DEMO_ACCOUNTS, Viewer
from samutphok.access.queries import account_named, operator
from samutphok.areas.actions import load_catalogue
from samutphok.cli.serve import WORKER, require_free_port, supervise
from samutphok.intake.actions import receive_batch
from samutphok.intake.domain.batch import BatchView, Status
from samutphok.intake.queries import batches
from samutphok.kernel.errors import Bilingual, Conflict
from samutphok.synthetic import Plan, generate
from samutphok.targeting.actions import draw_list
from samutphok.targeting.queries import lists_for

PROVINCE, OFFICER = "83", "phuket"
CUT = date(2021, 6, 30)  # within the validity of the survey round's measure and after the programme began
FILES: Mapping[str, str] = {
    "bmn_survey": "bmn_survey.csv",
    "state_welfare": "state_welfare.csv",
    "disability": "disability.csv",
    "elderly_allowance": "elderly_allowance.xlsx",
    "provincial_aid": "provincial_aid.csv",
}
DONE = (Status.ATTACHED, Status.FAILED)


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declares `demo`."""
    parser = subparsers.add_parser("demo", help="make the demo province and serve it")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--only-make", action="store_true", help="make it and stop")


def run(args: argparse.Namespace) -> int:
    """Makes what is missing, step by step, then serves on 127.0.0.1."""
    if not settings.DEMO:
        raise Conflict(
            problem=Bilingual("ไม่ได้เปิดโหมดสาธิต", "This is not a demonstration."),
            remedy=Bilingual("ใช้ ./run หรือกำหนด SAMUTPHOK_DEMO=1", "Use ./run, or set SAMUTPHOK_DEMO=1."),
        )
    if not args.only_make:
        require_free_port("127.0.0.1", args.port)
    _say("database and static files")
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    load_catalogue()
    make_demo_accounts(timezone.now())
    viewer = _officer()
    if not lists_for(PROVINCE):
        _make(viewer)
    return 0 if args.only_make else supervise(host="127.0.0.1", port=args.port, announcement=_announcement(args.port))


def _make(viewer: Viewer) -> None:
    folder = settings.DATA / "demo"
    if not (folder / "calibration.json").is_file():
        _say("synthetic registers of Phuket")
        generate(Plan(provinces=(PROVINCE,), seed=1, as_of=CUT), folder)
    _receive(viewer, folder)
    _work_through(viewer)
    _say("drawing the list")
    drawn = draw_list(viewer=viewer, area_prefix=PROVINCE, as_of=timezone.localdate(), now=timezone.now())
    _say(f"{drawn.households:,} households, {drawn.persons:,} persons")


def _receive(viewer: Viewer, folder: Path) -> None:
    for register, name in FILES.items():
        with (folder / name).open("rb") as file:
            receive_batch(viewer=viewer, file=file, register=register, as_of=CUT, now=timezone.now())


def _work_through(viewer: Viewer) -> None:
    """Lets a worker stage and attach, and shows how far it is."""
    worker = subprocess.Popen([*WORKER, "--until-idle"])
    shown = ""
    try:
        while worker.poll() is None:
            if (line := _progress(batches(viewer=viewer))) != shown:
                shown = line
                _say(line)
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


def _announcement(port: int) -> str:
    accounts = "\n".join(f"  {one.username:<14} {one.title.th} · {one.title.en}" for one in DEMO_ACCOUNTS)
    return (
        f"\nsamutphok is ready: http://127.0.0.1:{port}\nDemo accounts, one click each on the login page:\n{accounts}\n"
    )


def _say(line: str) -> None:
    print(f"  {line}", file=sys.stderr, flush=True)
