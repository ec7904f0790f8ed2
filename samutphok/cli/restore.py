"""`samutphok restore FILE`, for the embedded database."""

import argparse
import sys
from pathlib import Path

from samutphok.cli.backup import embedded_data_folder, keys_folder, restore_archive


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declares `restore`."""
    parser = subparsers.add_parser("restore", help="bring an archive back into the data folder")
    parser.add_argument("file", type=Path)
    parser.add_argument("--replace", action="store_true", help="move what is in the data folder aside")


def run(args: argparse.Namespace) -> int:
    """Checks the whole archive before it touches the data folder."""
    data = embedded_data_folder(must_exist=False)
    moved = restore_archive(file=args.file, data=data, keys=keys_folder(), replace=args.replace)
    print("Restored." + (f" What was there before is in {moved}" if moved else ""), file=sys.stderr)
    return 0
