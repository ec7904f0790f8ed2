"""In any order of acts, unread is the audience without those who acknowledged the current version."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from notice_office import NOW, WORDS, office

from samutphok.access.domain import Role
from samutphok.notices.actions import Audience, acknowledge, revise_notice, send_notice, withdraw_notice
from samutphok.notices.domain import Box, addressed
from samutphok.notices.errors import NotAReader, NoticeEnded, NoticeNotFound, NoticeStale
from samutphok.notices.queries import notice_list, readers, unread_count
from samutphok.notices.queries.scope import address_of

pytestmark = [pytest.mark.database]

READERS = ("phuket", "phuket2", "krabi", "thalang", "kathu", "tambon", "volunteer", "krabi_amphoe", "national")
ROLES = st.sets(st.sampled_from([Role.PROVINCE, Role.AMPHOE, Role.TAMBON, Role.VOLUNTEER]), min_size=1).map(frozenset)
SENT = st.tuples(
    st.just("send"), st.sampled_from(["national", "phuket"]), ROLES, st.sampled_from(["", "83", "8303", "830303", "81"])
)
NUMBER = st.integers(0, 3)
ACTS = st.lists(
    st.one_of(
        SENT,
        st.tuples(st.just("read"), st.sampled_from(READERS), NUMBER),
        st.tuples(st.just("revise"), NUMBER),
        st.tuples(st.just("withdraw"), NUMBER),
    ),
    min_size=4,
    max_size=10,
)


class Unread(TestCase):
    """Lists, counts and readers agree with an oracle in plain Python."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.people = office()

    @settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
    @given(acts=ACTS)
    def test_unread_is_the_audience_without_those_who_acknowledged_the_current_version(self, acts) -> None:
        from samutphok.notices.models import Notice

        people = self.people
        sent: list[dict] = []  # the oracle: id, author, version, ended, who has read the version
        for step, act in enumerate(acts):
            self.do(act, people, sent, NOW + timedelta(minutes=step))
        rows = {row.pk: row for row in Notice.objects.all()}
        for name, viewer in people.items():
            expected = {
                one["id"]
                for one in sent
                if not one["ended"]
                and addressed(viewer.grants, viewer.account_id, address_of(rows[one["id"]]), NOW)
                and (name, one["version"]) not in one["read"]
            }
            listed = notice_list(viewer=viewer, box=Box.TO_READ, page_size=100)
            assert {row.id for row in listed.rows} == {str(one) for one in expected}
            assert unread_count(viewer=viewer, now=NOW) == listed.total == len(expected)
        for one in sent:
            found = readers(viewer=people["national"], notice_id=one["id"], page_size=100)
            done = {person.name.lower() for person in found.people.rows if person.done}
            assert done == {name for name, version in one["read"] if version == one["version"]}

    def do(self, act, people, sent, now) -> None:
        if act[0] == "send":
            _send, author, roles, area = act
            if author == "phuket" and area in ("", "81"):
                return
            made = send_notice(viewer=people[author], content=WORDS, audience=Audience(roles, (area,)), now=now)
            sent.append({"id": made, "author": author, "version": 1, "ended": False, "read": set()})
            return
        if not sent:
            return
        one = sent[act[-1] % len(sent)]
        if act[0] == "read":
            try:
                acknowledge(viewer=people[act[1]], notice_id=one["id"], version=one["version"], now=now)
            except (NoticeNotFound, NoticeEnded, NotAReader):
                return
            one["read"].add((act[1], one["version"]))
        elif act[0] == "withdraw":
            withdraw_notice(viewer=people[one["author"]], notice_id=one["id"], now=now)
            one["ended"] = True
        else:
            changed = replace(WORDS, change="ใหม่")
            try:
                revise_notice(
                    viewer=people[one["author"]], notice_id=one["id"], content=changed, version=one["version"], now=now
                )
            except (NoticeEnded, NoticeStale):
                return
            one["version"] += 1
