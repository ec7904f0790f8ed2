"""What must stay secret goes to a named team: no request, no search, no count, no message and no trail tells of it."""

from dataclasses import replace
from uuid import uuid4

import pytest
from areas_noted import noted
from desk_office import make_families
from django.apps import apps
from django.db.models import Model
from request_office import NEED, PHONE, SAID, desk, row_of, take

from samutphok.access.domain import Role, Viewer
from samutphok.foundation.audit.models import Entry
from samutphok.foundation.events import subscribe
from samutphok.messaging.models import Message
from samutphok.protected.models import Matter, TeamMember
from samutphok.requests.actions import note, settle_request, take_public_request
from samutphok.requests.domain.asking import Caller, Kind, Outcome, RequestSettled, RequestTaken, Settlement
from samutphok.requests.domain.views import RequestsWanted
from samutphok.requests.models import Knock, Mark, Request, RequestAct
from samutphok.requests.queries import (
    answer_to,
    request_queue,
    request_view,
    requests_alike,
    requests_of_household,
    requests_waiting,
)

pytestmark = [pytest.mark.database, pytest.mark.django_db]

SECRET = {"safety": ("violence",), "caller": Caller("สมใจ", PHONE, messages=True)}


@pytest.fixture
def hotline() -> Viewer:
    noted()
    desk(Role.PROVINCE, username="office")
    return desk()


def shape(row: Model) -> dict[str, object]:
    """A row without what differs between any two rows: ids, numbers and moments."""
    kept = {field.attname: getattr(row, field.attname) for field in row._meta.fields}
    own = {"id", "number", "taken_at", "settled_at", "at", "recorded_at", "request_id"}
    return {name: value for name, value in kept.items() if name not in own}


@pytest.mark.parametrize("danger", ["violence", "trafficking", "mental_crisis", "hiv", "secret"])
def test_a_secret_call_leaves_no_request_at_all(hotline: Viewer, danger: str) -> None:
    families = make_families(drawn=False)
    heard: list[object] = []
    subscribe(RequestTaken, heard.append)
    taken = take(hotline, **SECRET | {"safety": (danger,), "household_id": families.poor})
    assert Matter.objects.count() == 1
    assert not Request.objects.exists()
    assert not RequestAct.objects.exists()
    assert not Message.objects.exists()
    assert heard == []
    assert requests_of_household(hotline, families.poor) == ()
    assert requests_alike(hotline, phone=PHONE) == ()
    assert (requests_waiting(hotline).open, request_queue(hotline, RequestsWanted(standing="settled")).total) == (0, 0)
    assert answer_to(number=taken.number, check=taken.check).state == "in_hand"
    assert answer_to(number=taken.number, check="000000" if taken.check != "000000" else "1") is None


def test_the_trail_names_no_family_and_no_request(hotline: Viewer) -> None:
    families = make_families(drawn=False)
    before = Entry.objects.count()
    taken = take(hotline, **SECRET | {"household_id": families.poor})
    told = str(list(Entry.objects.order_by("pk").values_list()[before:]))
    assert str(families.poor) not in told
    assert str(taken.id) not in told
    assert "request" not in told


def test_the_team_is_the_office_and_whoever_heard_it(hotline: Viewer) -> None:
    take(hotline, **SECRET)
    names = set(TeamMember.objects.values_list("account__username", flat=True))
    assert names == {"office", "hotline"}


def test_the_same_secret_form_twice_is_one_matter(hotline: Viewer) -> None:
    key = uuid4()
    assert take(hotline, id=key, **SECRET) == take(hotline, id=key, **SECRET)
    assert Matter.objects.count() == 1


def test_a_secret_from_the_web_reaches_the_office_alone(hotline: Viewer) -> None:
    asked = replace(NEED, area_code="83", safety=("secret",))
    taken = take_public_request(asked=asked, address="192.0.2.1", now=hotline.now)
    assert not Request.objects.exists()
    assert set(TeamMember.objects.values_list("account__username", flat=True)) == {"office"}
    assert answer_to(number=taken.number, check=taken.check) is not None


def test_a_matter_hidden_later_looks_like_any_short_call_for_information(hotline: Viewer) -> None:
    families = make_families(drawn=False)
    plain = take(
        hotline,
        kind=Kind.INFORMATION,
        words="",
        caller=Caller(),
        at_once=Settlement(Outcome.INFORMED),
        area_code="830101",
    )
    hidden = take(hotline, household_id=families.poor, problems=("debt",), area_code="")
    Request.objects.filter(pk=hidden.id).update(desk="hotline", area_code="830101")
    RequestAct.objects.filter(request=hidden.id).update(
        details={"desk": "hotline", "area_code": "830101", "urgency": "normal", "due_at": hotline.now.isoformat()}
    )
    note(viewer=hotline, request_id=hidden.id, text="เสียงสั่น ถามอีกครั้ง", now=hotline.now)
    heard: list[object] = []
    subscribe(RequestSettled, heard.append)
    settle_request(viewer=hotline, request_id=hidden.id, outcome="protected", said="ถูกทำร้าย", now=hotline.now)
    assert heard == []
    assert shape(row_of(hidden)) == shape(row_of(plain))
    acts = {
        one.id: [shape(act) for act in RequestAct.objects.filter(request=one.id).order_by("at")]
        for one in (plain, hidden)
    }
    for pair in zip(acts[plain.id], acts[hidden.id], strict=True):
        left, right = ({name: value for name, value in act.items() if name != "details"} for act in pair)
        assert left == right
        assert pair[0]["details"].keys() == pair[1]["details"].keys()
    seen = request_view(hotline, hidden.id)
    assert (seen.words, seen.caller, seen.line.outcome) == ("", Caller(), Outcome.INFORMED)
    assert Matter.objects.count() == 1


def test_no_table_but_the_closed_one_grows(hotline: Viewer) -> None:
    def counts() -> dict[str, int]:
        return {model._meta.label: model._default_manager.count() for model in apps.get_models() if model._meta.managed}

    before = counts()
    take(hotline, **SECRET)
    grown = {label for label, count in counts().items() if count != before[label]}
    assert grown <= {"protected.Matter", "protected.TeamMember", "requests.Mark", "audit.Entry"}
    assert not Knock.objects.exists()
    mark = Mark.objects.get()
    assert len(mark.index) == 64
    assert SAID not in mark.index
