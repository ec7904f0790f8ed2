"""`samutphok intake`: receive a register file into the office database, in the name of an account."""

import argparse
import shutil
import sys
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from django.utils import timezone

from samutphok.access.domain import Viewer
from samutphok.access.queries import account_named, operator
from samutphok.intake.actions import fetch_rejects, receive_batch, stage_batch
from samutphok.intake.domain.batch import BatchView, Status
from samutphok.intake.domain.findings import finding_text
from samutphok.intake.domain.register import registers
from samutphok.intake.errors import BadFile
from samutphok.kernel.errors import Bilingual


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declares `intake`."""
    parser = subparsers.add_parser(
        "intake",
        help="receive a register file",
        description="Receives CSV, XLSX or Parquet; the register is recognised by its headers. See docs/registers.md.",
    )
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--account", required=True, metavar="USERNAME", help="who receives it: rows outside come back")
    parser.add_argument("--register", choices=tuple(registers()), help="when the headers fit several")
    parser.add_argument("--as-of", type=_day, metavar="YYYY-MM-DD", help="the register's cut date (default: today)")
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        type=_pair,
        metavar="NAME=HEADER",
        help="a column that is not recognised",
    )
    parser.add_argument("--rejects", type=Path, metavar="CSV", help="where to write the rejected rows")


def run(args: argparse.Namespace) -> int:
    """Receives and stages the file at once; 1 when the batch failed."""
    viewer = _viewer(args.account, now=timezone.now())
    received = _receive(viewer, args.file, args.register, args.as_of, dict(args.column))
    if received.status is Status.DUPLICATE:
        print(f"{received.id}: this file was received before; nothing was changed", file=sys.stderr)
        return 0
    staged = stage_batch(received.id)
    _report(staged)
    if args.rejects and staged.counts.rejected:
        shutil.copyfile(fetch_rejects(viewer=viewer, batch_id=staged.id, now=timezone.now()).path, args.rejects)
    return 1 if staged.status is Status.FAILED else 0


def _viewer(username: str, *, now: datetime) -> Viewer:
    account = account_named(username, viewer=operator(now=now))
    return Viewer(account.id, account.display_name, account.grants if account.active else (), now=now)


def _receive(
    viewer: Viewer, path: Path, register: str | None, as_of: date | None, mapping: Mapping[str, str]
) -> BatchView:
    try:
        file = path.open("rb")
    except OSError as error:
        raise BadFile(
            problem=Bilingual(f"เปิดไฟล์ {path} ไม่ได้", f"{path} cannot be opened."),
            remedy=Bilingual("ตรวจชื่อและสิทธิ์ของไฟล์", "Check the file's name and permissions."),
        ) from error
    with file:
        return receive_batch(
            viewer=viewer, file=file, register=register, as_of=as_of, mapping=mapping, now=timezone.now()
        )


def _report(batch: BatchView) -> None:
    counts = batch.counts
    print(f"{batch.id}\t{batch.register}\t{batch.status}", file=sys.stderr)
    if batch.problem is not None:
        print(batch.problem.en, file=sys.stderr)
    print(f"read {counts.read} = accepted {counts.accepted} + rejected {counts.rejected}", file=sys.stderr)
    for kind, rows in {**counts.refusals, **counts.warnings}.items():
        print(f"{rows}\t{finding_text(kind).en}", file=sys.stderr)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day like 2026-12-31") from error


def _pair(text: str) -> tuple[str, str]:
    name, equals, header = text.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form NAME=HEADER")
    return name, header
