"""Working a proposal out in the background: needs read and frozen, solved, and written down line by line."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from itertools import islice
from time import perf_counter
from typing import Any
from uuid import UUID

import numpy as np
from django.db import transaction
from django.utils import timezone

from samutphok.access.queries import viewer_by_id
from samutphok.allocation.domain.inputs import Inputs, member
from samutphok.allocation.domain.rules import FACTS, ShareRules
from samutphok.allocation.domain.sharing import settings_of
from samutphok.allocation.engine.freezing import freeze, thaw
from samutphok.allocation.engine.working_out import WorkedOut, work
from samutphok.allocation.errors import HandBreaksRules, NothingCanBeGiven, SharingNotFound
from samutphok.allocation.models import Line, Proposal, Sharing
from samutphok.allocation.queries.reading import read_needs
from samutphok.allocation.queries.rules import rules_named
from samutphok.foundation.audit.actions import record

STEP = 2_000  # lines a transaction, so that writing never holds the office up
WAITING, WORKING, DONE, FAILED = "waiting", "working", "done", "failed"


def work_out(*, proposal_id: UUID, now: datetime) -> None:
    """Works out what was asked for; again changes nothing.

    What the office can mend (hand or shares that do not fit) is told on the proposal, which has failed then. Raises
    SharingNotFound.
    """
    row = Proposal.objects.filter(pk=proposal_id).select_related("sharing").first()
    if row is None:
        raise SharingNotFound
    if row.state in (DONE, FAILED):
        return
    _at(row, WORKING, 5)
    began = perf_counter()
    try:
        inputs = _inputs(row, now)
        _at(row, WORKING, 40)
        settings, rules = settings_of(row.settings), rules_named(row.sharing.policy)
        hand = tuple((one[0], one[1], one[2]) for one in row.hand)
        found = work(inputs, settings, hand, area_code=row.sharing.area_code, rules=rules)
        _at(row, WORKING, 80)
        _write(row, inputs, found, rules)
    except (NothingCanBeGiven, HandBreaksRules) as error:
        row.trouble = {
            "th": f"{error.problem.th} {error.remedy.th}",
            "en": f"{error.problem.en} {error.remedy.en}",
        }
        _at(row, FAILED, row.percent)
        return
    except Exception:
        _at(row, FAILED, row.percent)
        raise
    _finish(row, found, perf_counter() - began, now)


def _inputs(row: Proposal, now: datetime) -> Inputs:
    if not row.read and row.inputs:
        return thaw(row.inputs)
    sharing = row.sharing
    read = read_needs(
        viewer=viewer_by_id(row.asked_by, now=now),
        sharing_id=sharing.id,
        area_code=sharing.area_code,
        settings=settings_of(row.settings),
        rules=rules_named(sharing.policy),
        now=now,
    )
    row.inputs = freeze(read.inputs)
    Proposal.objects.filter(pk=row.pk).update(inputs=row.inputs)
    Sharing.objects.filter(pk=sharing.pk).update(
        inputs=row.inputs,
        read_at=now,
        data_cut=read.data_cut or timezone.localdate(now),
        families=len(set(read.inputs.household)),
        needs=len(read.inputs),
    )
    return read.inputs


def _at(row: Proposal, state: str, percent: int) -> None:
    row.state, row.percent = state, percent
    Proposal.objects.filter(pk=row.pk).update(state=state, percent=percent, trouble=row.trouble)


def _write(row: Proposal, inputs: Inputs, found: WorkedOut, rules: ShareRules) -> None:
    Line.objects.filter(proposal=row).delete()
    lines = _lines(row, inputs, found, rules)
    while step := list(islice(lines, STEP)):
        with transaction.atomic():
            Line.objects.bulk_create(step)


def _lines(row: Proposal, inputs: Inputs, found: WorkedOut, rules: ShareRules) -> Iterator[Line]:
    groups = {code: member(inputs.facts, group) for code, group in rules.groups.items()}
    by_hand = {(home, offer) for home, offer, _ in row.hand}
    for one in found.told:
        need = one.need
        yield Line(
            proposal=row,
            household_id=inputs.household[need],
            area_code=inputs.area[need],
            offer=int(inputs.offer[need]),
            ref=inputs.ref[need],
            given=bool(found.proposal.given[need]),
            why=one.why.value,
            near=one.near.value,
            short=round(one.short, 4),
            line=one.line,
            score=float(found.score[need]),
            value=float(found.pose.value[need]),
            facts={name: _plain(inputs.facts[name][need]) for name in FACTS},
            groups=[code for code, inside in groups.items() if inside[need]],
            by_hand=(inputs.household[need], int(inputs.offer[need])) in by_hand,
        )


def _plain(value: Any) -> float | None:
    return None if np.isnan(value) else float(value)


@transaction.atomic
def _finish(row: Proposal, found: WorkedOut, seconds: float, now: datetime) -> None:
    proposal = found.proposal
    row.state, row.percent, row.done_at, row.seconds = DONE, 100, now, round(seconds, 3)
    row.objective, row.bound = round(found.objective, 4), round(max(proposal.bound, found.objective), 4)
    row.least, row.least_bound = proposal.least, proposal.least_bound
    row.given = int(proposal.given.sum())
    row.prices = [round(float(one), 3) for one in proposal.prices]
    row.areas = [asdict(one) for one in found.areas]
    row.missed, row.result = found.missed, found.result
    row.save()
    record(actor=row.asked_by, act="work_out_shares", subject=f"proposal:{row.id}", now=now)
