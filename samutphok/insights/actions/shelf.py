"""Where made files lie: one run at a time, and nothing left of what has expired."""

import contextlib
import fcntl
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

from samutphok.insights.models import Export
from samutphok.insights.queries.exports import path_of


def discard_expired(*, now: datetime) -> int:
    """Deletes the files whose day has passed, and what no export speaks of any more; returns how many exports went."""
    count, _ = Export.objects.filter(expires_at__lte=now).delete()
    known = {name for row in Export.objects.all() for name in (path_of(row).name, f".{row.id}", f".{row.id}.lock")}
    for path in _folder().iterdir():
        if path.name not in known:
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    return count


@contextlib.contextmanager
def alone(export_id: UUID) -> Iterator[Path]:
    """A folder for one run's unfinished file, emptied before and after. The system ends the lock with its process."""
    lock, scratch = _folder() / f".{export_id}.lock", _folder() / f".{export_id}"
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir(mode=0o700)
        try:
            yield scratch
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


def _folder() -> Path:
    folder = Path(settings.EXPORTS)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
