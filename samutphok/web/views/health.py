"""Whether this installation is well: for the supervisor and for monitoring. No personal data."""

from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from samutphok.foundation.queue import queue_state


@require_safe
def healthz(_request: HttpRequest) -> JsonResponse:
    """200 while the database answers, 503 otherwise. `worker` is 'late' when jobs wait and nobody works on them."""
    try:
        queue = queue_state(now=timezone.now())
    except DatabaseError:
        return JsonResponse({"status": "down", "database": "down"}, status=503)
    worker = {"state": "late" if queue.late else "ok", "waiting": queue.waiting, "running": queue.running}
    return JsonResponse({"status": "ok", "database": "ok", "worker": worker})
