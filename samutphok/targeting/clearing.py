"""What counting definitions lays down and can lay down again is cleared away once nobody has asked for it in a while."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

UNUSED_FOR = timedelta(days=30)


def facts_folder() -> Path:
    """Gathered facts, a folder an area and list; its time is that of its last use."""
    return Path(settings.WAREHOUSE) / "facts"


def comparisons_folder() -> Path:
    """Families of comparisons, a file each; its time is that of its counting."""
    return Path(settings.WAREHOUSE) / "comparisons"


def clear_unused(*, now: datetime) -> int:
    """Removes facts and families of comparisons that were not wanted for `UNUSED_FOR`; how many of them.

    Nothing is lost: who opens an old comparison has it counted anew from the list's own registers.
    """
    last = (now - UNUSED_FOR).timestamp()
    found = [one for folder in (facts_folder(), comparisons_folder()) if folder.is_dir() for one in folder.iterdir()]
    old = [one for one in found if one.stat().st_mtime < last]
    for one in old:
        if one.is_dir():
            shutil.rmtree(one)
        else:
            one.unlink(missing_ok=True)
    return len(old)
