"""Attaching and taking back in the background, on the database's own queue."""

from uuid import UUID

from django.db import DatabaseError
from django.utils import timezone
from django_tasks import task

from samutphok.foundation.discretion import Discreet
from samutphok.intake.actions import mark_trouble
from samutphok.intake.domain.batch import BatchStaged, UndoAsked
from samutphok.intake.domain.trouble import trouble_of
from samutphok.intake.queries import waiting_for_linkage, waiting_for_undoing
from samutphok.kernel.errors import Error
from samutphok.linkage.actions import attach_batch, liken_batch, undo_batch
from samutphok.linkage.queries import waiting_for_likening

STOPPING = (Error, OSError, DatabaseError)  # what may stop a job of itself; told on the batch's page


@task()
@Discreet()
def attach(batch_id: str) -> None:
    """Joins the rows of one batch to people and families; harmless when it runs twice."""
    try:
        attach_batch(UUID(batch_id), now=timezone.now())
        liken.enqueue(batch_id)
    except STOPPING as error:
        mark_trouble(UUID(batch_id), problem=trouble_of(error))
        raise


@task()
@Discreet()
def liken(batch_id: str) -> None:
    """Likens what a batch brought, or left behind, to the people known; harmless when it runs twice."""
    try:
        liken_batch(UUID(batch_id), now=timezone.now())
    except STOPPING as error:
        mark_trouble(UUID(batch_id), problem=trouble_of(error))
        raise


@task()
@Discreet()
def undo(batch_id: str) -> None:
    """Takes back the rows of one batch; harmless when it runs twice."""
    try:
        undo_batch(UUID(batch_id), now=timezone.now())
        liken.enqueue(batch_id)
    except STOPPING as error:
        mark_trouble(UUID(batch_id), problem=trouble_of(error))
        raise


def enqueue_attaching(event: BatchStaged) -> None:
    """Hears of a staged batch, inside the transaction that staged it."""
    attach.enqueue(str(event.batch_id))


def enqueue_undoing(event: UndoAsked) -> None:
    """Hears that a batch is to be taken back, inside the transaction that asked."""
    undo.enqueue(str(event.batch_id))


def resume() -> None:
    """What a worker does when it starts: takes up batches whose worker was killed while it attached or undid them."""
    for batch_id in waiting_for_linkage():
        attach.enqueue(str(batch_id))
    for batch_id in waiting_for_undoing():
        undo.enqueue(str(batch_id))
    for batch_id in waiting_for_likening():
        liken.enqueue(str(batch_id))
