"""Where lists are kept, and a folder for each drawing that nobody else works in."""

import fcntl
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

_SCRATCH, _KEY_ENDS = ".drawing-", "~"


def lists_folder() -> Path:
    """The folder of the frozen results, made when it is missing."""
    folder = Path(settings.WAREHOUSE) / "lists"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def workplace(key: str) -> Iterator[Path]:
    """A folder of its own for one drawing, gone afterwards; one drawing of a key at a time, others wait.

    The system ends a lock with its process, however that ends. So the folders of drawings that were killed are known by
    their free locks, and cleared away by whoever draws next.
    """
    folder = lists_folder()
    with _lock(folder, key).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _clear(folder, key)
        with tempfile.TemporaryDirectory(dir=folder, prefix=f"{_SCRATCH}{key}{_KEY_ENDS}") as scratch:
            yield Path(scratch)


def _clear(folder: Path, own: str) -> None:
    for left in folder.glob(f"{_SCRATCH}*"):
        key = left.name.removeprefix(_SCRATCH).rpartition(_KEY_ENDS)[0]
        if key == own:
            shutil.rmtree(left)
            continue
        with _lock(folder, key).open("w") as lock, suppress(BlockingIOError):  # somebody draws there
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(left)


def _lock(folder: Path, key: str) -> Path:
    return folder / f".{key}.lock"
