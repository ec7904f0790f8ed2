"""`samutphok partners`: the directory of partners and services, checked and exported in the shape of Open Referral's HSDS."""

import argparse
import csv
import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from django.utils import timezone

from samutphok.kernel.errors import Bilingual, InvalidInput
from samutphok.kernel.spreadsheets import inert
from samutphok.partners.domain.hsds import organizations_json, services_json
from samutphok.partners.domain.hsds_tables import FILES, columns, datapackage, tables
from samutphok.partners.queries.checking import check
from samutphok.partners.queries.export import directory


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declares `partners export` and `partners check`."""
    partners = subparsers.add_parser("partners", help="the directory of partners and services")
    verbs = partners.add_subparsers(dest="verb", required=True)
    export = verbs.add_parser("export", help="write the directory as HSDS 3: JSON, and tables with a data package")
    export.add_argument("--out", type=Path, required=True, metavar="DIR", help="a folder; made where there is none")
    export.add_argument(
        "--area", default="", metavar="CODE", help="an area's part of the directory (the whole country)"
    )
    for verb in (export, verbs.add_parser("check", help="does everything in the directory fit together?")):
        verb.add_argument("--on", type=date.fromisoformat, metavar="YYYY-MM-DD", help="as of this day (today)")


def run(args: argparse.Namespace) -> int:
    """Exports or checks; 1 when the check finds something."""
    on = args.on or timezone.localdate(datetime.now(UTC))
    return _check(on) if args.verb == "check" else _export(args.out, on, args.area)


def _check(on: date) -> int:
    found = check(on=on)
    for line in found.wrong:
        print(line.en, file=sys.stderr)
    until = found.calendar_until.isoformat() if found.calendar_until else "never"
    print(f"{found.organizations} organisations, {found.services} services, {found.to_confirm} entries to be confirmed")
    print(f"problems that no service meets: {', '.join(found.unmet) or 'none'}; holidays on file until {until}")
    return 1 if found.wrong else 0


def _export(out: Path, on: date, area: str) -> int:
    gathered = directory(on=on, area_code=area)
    organizations, services = organizations_json(gathered), services_json(gathered)
    laid = tables(organizations, services)
    try:
        out.mkdir(parents=True, exist_ok=True)
        _write(out / "organizations.json", organizations)
        _write(out / "services.json", services)
        _write(out / "datapackage.json", datapackage(laid))
        for name, rows in laid.items():
            with (out / FILES[name]).open("w", encoding="utf-8", newline="") as file:
                table = csv.DictWriter(file, columns(rows))
                table.writeheader()
                table.writerows({name: inert(str(value)) for name, value in row.items()} for row in rows)
    except OSError as error:
        raise InvalidInput(
            problem=Bilingual(f"เขียนลง {out} ไม่ได้", f"Cannot write to {out}."),
            remedy=Bilingual("ระบุโฟลเดอร์ที่เขียนได้", "Name a folder that can be written to."),
        ) from error
    print(f"{len(organizations)} organisations, {len(services)} services, {len(laid)} tables in {out}")
    return 0


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
