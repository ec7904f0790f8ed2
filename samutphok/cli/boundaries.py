"""`samutphok boundaries load FILE --level amphoe|tambon`: the operator's polygons for the map."""

import argparse
import sys
from pathlib import Path

from samutphok.areas.actions import load_boundaries


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declares `boundaries load`."""
    boundaries = subparsers.add_parser("boundaries", help="polygons of amphoe and tambon for the map")
    verbs = boundaries.add_subparsers(dest="verb", required=True)
    load = verbs.add_parser("load", help="take a GeoJSON, GeoPackage or Shapefile (alone or zipped) in EPSG:4326")
    load.add_argument("file", type=Path)
    load.add_argument("--level", required=True, choices=("amphoe", "tambon"))
    load.add_argument("--column", help="the column with the area codes; found by itself when left out")


def run(args: argparse.Namespace) -> int:
    """Loads the file and says what was found, what no list knows and what the file lacks."""
    loaded = load_boundaries(args.file, level=args.level, column=args.column)
    print(f"{loaded.areas} {loaded.level} in {len(loaded.provinces)} provinces, codes from column {loaded.column}")
    for codes, meaning in (
        (loaded.unmatched, "in no list, kept by code"),
        (loaded.missing, "without a shape in the file"),
    ):
        if codes:
            shown = " ".join(codes[:20]) + (" …" if len(codes) > 20 else "")
            print(f"{len(codes)} {meaning}: {shown}", file=sys.stderr)
    if loaded.skipped:
        print(f"{loaded.skipped} rows skipped: no code of this level, or no shape", file=sys.stderr)
    return 0
