"""`samutphok verify-audit`: does the audit trail hold, and if not, where is the first bad act?"""

import argparse
from pathlib import Path

from django.conf import settings

from samutphok.foundation.audit.domain import Fault, FaultKind
from samutphok.foundation.audit.queries import Inspection, verify
from samutphok.kernel.errors import Bilingual, InvalidInput

_WORDS = {
    FaultKind.EDITED: "the act was edited",
    FaultKind.DELETED: "one or more acts were deleted",
    FaultKind.REORDERED: "the act that belongs here stands elsewhere",
    FaultKind.CUT: "the trail ends here, but a signed checkpoint knows more acts",
    FaultKind.REWRITTEN: "the chain was rewritten: it is not the one that was signed",
    FaultKind.FORGED_CHECKPOINT: "a checkpoint was not signed with this installation's key",
}


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declares `verify-audit`."""
    parser = subparsers.add_parser("verify-audit", help="check the audit trail against its chain and checkpoints")
    parser.add_argument("--checkpoints", type=Path, help="a folder of checkpoints, best a copy from another host")
    parser.add_argument("--public-key", type=Path, help="the copied audit.pub that belongs to them")


def run(args: argparse.Namespace) -> int:
    """Prints what holds, what is unsealed and the first fault; 0 when the trail is good, 1 when it is not."""
    folder = args.checkpoints or Path(settings.CHECKPOINTS)
    if args.checkpoints and not folder.is_dir():
        raise InvalidInput(
            problem=Bilingual(f"ไม่พบโฟลเดอร์ {folder}", f"There is no folder {folder}."),
            remedy=Bilingual("ระบุโฟลเดอร์ที่มีไฟล์ checkpoint", "Name the folder that holds the checkpoint files."),
        )
    inspection = verify(checkpoints=folder, public_key=args.public_key)
    for line in report(inspection):
        print(line)
    return 0 if inspection.good else 1


def report(inspection: Inspection) -> list[str]:
    """The lines a person reads: what holds, what is unsealed, the first fault."""
    verdict = inspection.verdict
    lines = [f"{verdict.sound} acts hold; signed checkpoints vouch for the first {verdict.vouched}."]
    if inspection.unsealed:
        lines.append(f"{inspection.unsealed} acts are not sealed, the oldest of {inspection.oldest_unsealed} UTC.")
        if inspection.sealed_at_once:
            lines.append("BAD: this database seals at once, so these were put there by hand.")
    else:
        lines.append("No act is unsealed.")
    if verdict.fault is not None:
        lines.append(_fault(verdict.fault))
    return lines


def _fault(fault: Fault) -> str:
    places = f"position {fault.position}" + (f" to {fault.until}" if fault.until > fault.position else "")
    return f"BAD {places}: {_WORDS[fault.kind]} ({fault.kind})."
