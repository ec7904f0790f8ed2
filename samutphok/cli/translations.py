"""`samutphok translations`: compiles the desk's translations. Plain Python, since gettext is on no bare machine."""

import argparse
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from samutphok.kernel.errors import Bilingual, InvalidInput

LOCALES = Path(__file__).resolve().parent.parent / "web" / "locale"


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declares `translations`."""
    parser = subparsers.add_parser("translations", help="compile the translations of the desk")
    parser.set_defaults(run=run)


def run(_args: argparse.Namespace) -> int:
    """Compiles every catalogue beside its source; raises InvalidInput naming the file that cannot be read."""
    for source in sorted(LOCALES.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        fresh = target.with_suffix(".mo.part")
        with fresh.open("wb") as file:
            write_mo(file, catalogue(source))
        fresh.replace(target)
    return 0


def catalogue(source: Path) -> Catalog:
    """One catalogue, read strictly."""
    try:
        with source.open("rb") as file:
            return read_po(file, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError) as error:
        raise InvalidInput(
            problem=Bilingual(f"อ่านไฟล์คำแปล {source.name} ไม่ได้: {error}", f"{source} cannot be read: {error}."),
            remedy=Bilingual("แก้ไขบรรทัดที่ระบุ", "Correct the line that is named."),
        ) from error
