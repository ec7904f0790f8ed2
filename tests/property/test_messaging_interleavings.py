"""Whatever happens between the outbox and the gateway, a message that the gateway accepts comes, once, and never at night."""

import contextlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samutphok.foundation.acts import as_acts
from samutphok.messaging.actions import delivering, send
from samutphok.messaging.domain import Phone
from samutphok.messaging.domain.answers import Answer, Heard
from samutphok.messaging.domain.states import MOVES, MessageDue
from samutphok.messaging.gateways import Letter
from samutphok.messaging.models import Message, MessageAct

pytestmark = [pytest.mark.database, pytest.mark.django_db]

START = datetime(2026, 11, 23, 11, 30, tzinfo=UTC)  # 18:30 in Thailand: the quiet hours are near
MOODS = ("accept", "refuse", "later", "wait", "lost", "unclear", "die_before", "die_after")


class Died(BaseException):
    """The process was killed."""


@dataclass
class Office:
    """A clock, the queue of jobs as committed, and a gateway that keeps keys."""

    now: datetime = START
    queue: list[MessageDue] = field(default_factory=list)
    uncommitted: list[MessageDue] = field(default_factory=list)
    moods: list[str] = field(default_factory=list)
    came: dict[UUID, datetime] = field(default_factory=dict)
    keeps_keys: bool = True

    def push(self, letter: Letter) -> Answer:
        """Answers by the next mood."""
        clock = timezone.localtime(self.now).time()
        assert 8 <= clock.hour < 20, "somebody was woken"
        mood = self.moods.pop(0) if self.moods else "accept"
        if mood == "die_before":
            raise Died
        if mood in ("accept", "lost", "die_after"):
            self.came.setdefault(letter.key, self.now)
        if mood == "die_after":
            raise Died
        return {
            "accept": Answer(Heard.ACCEPTED),
            "refuse": Answer(Heard.REFUSED, "http_400"),
            "later": Answer(Heard.LATER, "http_503"),
            "wait": Answer(Heard.LATER, "http_429", wait=timedelta(hours=5)),
            "lost": Answer(Heard.UNCLEAR, "no_answer"),
            "unclear": Answer(Heard.UNCLEAR, "timeout"),
        }[mood]

    def work_off(self) -> None:
        """Runs the jobs there are, each at its time, as a worker does that dies now and then."""
        for _ in range(300):
            if not self.queue:
                return
            self.queue.sort(key=lambda due: due.not_before or START)
            due = self.queue.pop(0)
            self.now = max(self.now, due.not_before or self.now)
            with contextlib.suppress(Died):
                delivering.deliver(message_id=due.message_id, now=self.now)
        raise AssertionError("the jobs never end")


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Office:
    made = Office()
    monkeypatch.setattr("samutphok.messaging.actions.delivering.publish", lambda due: made.queue.append(due))
    monkeypatch.setattr("samutphok.messaging.actions.sending.publish", lambda due: made.uncommitted.append(due))
    monkeypatch.setattr("samutphok.messaging.actions.delivering.gateway_of", lambda _channel: made)
    monkeypatch.setattr("samutphok.messaging.queries.ways.gateway_of", lambda _channel: made)
    monkeypatch.setattr("samutphok.messaging.actions.delivering.timezone.now", lambda: made.now)
    return made


@given(
    messages=st.lists(
        st.tuples(st.booleans(), st.integers(0, 40), st.lists(st.sampled_from(MOODS), max_size=6)),
        min_size=1,
        max_size=4,
    ),
    twice=st.booleans(),
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_committed_message_comes_at_least_once_and_never_twice(
    office: Office, messages: list[tuple[bool, int, list[str]]], twice: bool
) -> None:
    office.now, office.queue, office.came, office.moods = START, [], {}, []
    begun: list[UUID] = []
    for committed, hours, moods in messages:
        office.now += timedelta(hours=hours)
        office.uncommitted = []
        with transaction.atomic():
            number = f"08{uuid4().int % 10**8:08d}"
            left = send(to=Phone(number), template="request_taken", values={"number": "1"}, now=office.now)
            transaction.set_rollback(not committed)
        if not committed:
            continue
        begun.append(left)
        office.queue += office.uncommitted * (2 if twice else 1)
        office.moods = list(moods)
        office.work_off()
    rows = {row.id: row for row in Message.objects.filter(pk__in=begun)}
    assert len(office.came) <= len(begun)
    for one in begun:
        row, acts = rows[one], as_acts(MessageAct.objects.filter(message_id=one))
        refused = any(act.name == "refuse" for act in acts)
        assert row.state in ("sent", "failed")
        assert row.state == "sent" or refused or row.tries >= 7
        assert MOVES.fold(acts).state == row.state
        if row.state == "sent":
            assert len([act for act in acts if act.name == "accept"]) == 1
    sent = sum(row.state == "sent" for row in rows.values())
    assert sent <= len(office.came), "a message was called sent that never came"
