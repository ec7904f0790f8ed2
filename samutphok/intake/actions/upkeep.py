"""Clearing away what nobody has confirmed."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.conf import settings

from samutphok.intake.engine.vault import received_folder
from samutphok.intake.models import Batch, Draft
from samutphok.intake.queries.drafts import KEPT_FOR_PREVIEW


def discard_unconfirmed(*, now: datetime) -> int:
    """Removes files that were only looked at, or whose arrival was cut off, a day ago or earlier; returns how many."""
    before = now - KEPT_FOR_PREVIEW
    Draft.objects.filter(created_at__lt=before).delete()
    old = _older(received_folder(settings.WAREHOUSE).iterdir(), before)
    hashes = [path.stem for path in old]
    known = set(Batch.objects.filter(file_sha256__in=hashes).values_list("file_sha256", flat=True))
    known |= set(Draft.objects.filter(file_sha256__in=hashes).values_list("file_sha256", flat=True))
    unconfirmed = [path for path in old if path.stem not in known]
    for path in [*unconfirmed, *_older(Path(settings.FILE_UPLOAD_TEMP_DIR).iterdir(), before)]:
        path.unlink(missing_ok=True)
    return len(unconfirmed)


def _older(paths: Iterable[Path], before: datetime) -> list[Path]:
    return [path for path in paths if path.is_file() and path.stat().st_mtime < before.timestamp()]
