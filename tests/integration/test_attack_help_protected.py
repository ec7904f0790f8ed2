"""Attacks on the closed compartment: floods that hide a broken glass, ids of others' acts, grants that ended on the way."""

import uuid
from datetime import timedelta

import pytest
from desk_office import make_families
from django.utils import timezone
from protected_office import opened, somebody

from samutphok.access.domain import Role
from samutphok.access.models import Account
from samutphok.access.queries import viewer_by_id
from samutphok.protected.actions import Done, act_on, ask_to_break, open_matter
from samutphok.protected.actions.breaking import Asked
from samutphok.protected.domain.glass import Reason, Standing
from samutphok.protected.errors import BadReason, MatterNotFound, NotNow
from samutphok.protected.models import BreakGlass
from samutphok.protected.queries import broken_glass
from samutphok.protected.sealing import seal

pytestmark = [pytest.mark.database, pytest.mark.django_db]
WORDS = "เด็กถูกขังอยู่ในบ้าน ต้องเข้าไปเดี๋ยวนี้"


def test_no_flood_of_questions_hides_a_glass_that_was_broken():
    family = make_families(drawn=False).target
    now = timezone.now()
    asker, head = somebody("asker", Role.AMPHOE, "8301"), somebody("head", Role.PROVINCE, "83")
    first = ask_to_break(viewer=asker, asked=Asked(uuid.uuid4(), family, Reason.LIFE_AT_RISK, WORDS), now=now)
    row = BreakGlass.objects.get(pk=first)
    flood = [uuid.uuid4() for _ in range(60)]
    told = {"reason": Reason.CHILD_IN_DANGER, "words": WORDS, "household_id": str(family)}
    BreakGlass.objects.bulk_create(
        BreakGlass(
            id=key,
            area_code="8301",
            asked_by_id=row.asked_by_id,
            asked_at=now + timedelta(seconds=1),
            life=False,
            household_index=key.hex * 2,
            sealed=seal(told, bound_to=f"glass:{key}"),
        )
        for key in flood
    )
    shown = broken_glass(viewer=head, now=now + timedelta(hours=1))
    assert (shown[0].id, shown[0].standing) == (first, Standing.OPEN)
    late = now + timedelta(days=3)
    assert [one.standing for one in broken_glass(viewer=head, now=late)] == [Standing.LATE]


def test_ids_of_other_peoples_questions_and_acts_are_refused():
    family = make_families(drawn=False).target
    one, two = somebody("one", Role.PROVINCE, "83"), somebody("two", Role.PROVINCE, "83")
    now = timezone.now()
    key = ask_to_break(viewer=one, asked=Asked(uuid.uuid4(), family, Reason.LIFE_AT_RISK, WORDS), now=now)
    with pytest.raises(BadReason):
        ask_to_break(viewer=two, asked=Asked(key, family, Reason.LIFE_AT_RISK, WORDS), now=now)
    mine, yours = opened(one, team=[one.account_id]), opened(two, team=[two.account_id])
    done = uuid.uuid4()
    act_on(
        viewer=one,
        matter_id=mine,
        done=Done(done, "note", "โทร", open_matter(viewer=one, matter_id=mine, now=now).version),
        now=now,
    )
    with pytest.raises(NotNow):
        act_on(
            viewer=two,
            matter_id=yours,
            done=Done(done, "note", "อื่น", open_matter(viewer=two, matter_id=yours, now=now).version),
            now=now,
        )
    with pytest.raises(MatterNotFound):
        act_on(viewer=two, matter_id=mine, done=Done(done, "note", "อื่น", 0), now=now)


def test_a_glass_counts_no_more_once_its_hours_or_the_grant_are_over():
    family = make_families(drawn=False).target
    head, asker = somebody("head", Role.PROVINCE, "83"), somebody("asker", Role.AMPHOE, "8301")
    matter = opened(head, team=[head.account_id], household_id=family)
    now = timezone.now()
    with pytest.raises(MatterNotFound):
        open_matter(viewer=asker, matter_id=matter, now=now)
    ask_to_break(viewer=asker, asked=Asked(uuid.uuid4(), family, Reason.LIFE_AT_RISK, WORDS), now=now)
    assert open_matter(viewer=asker, matter_id=matter, now=now).until is not None
    with pytest.raises(MatterNotFound):
        open_matter(viewer=asker, matter_id=matter, now=now + timedelta(hours=4, seconds=1))
    with pytest.raises(MatterNotFound):
        act_on(viewer=asker, matter_id=matter, done=Done(uuid.uuid4(), "note", "x", 1), now=now)
    Account.objects.get(pk=asker.account_id).grants.update(valid_to=now - timedelta(minutes=1))
    with pytest.raises(MatterNotFound):
        open_matter(viewer=viewer_by_id(asker.account_id, now=now), matter_id=matter, now=now)
