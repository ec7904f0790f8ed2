"""From what is scarce to the referral: begun, worked out, put in by hand, approved by another, made once, followed."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from desk_office import log_in, make_families
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from samutphok.access.domain import Role, Viewer
from samutphok.access.models import Account
from samutphok.access.queries import viewer_of
from samutphok.allocation import actions
from samutphok.allocation.domain.problem import Share
from samutphok.allocation.domain.sharing import Aim, NewSharing, Offer, Settings
from samutphok.allocation.domain.table import Deed, PlaceDeed, PlaceState
from samutphok.allocation.errors import BadSharing, NobodyInLine, NotOpen, SecondPerson, SharingChanged, SharingNotFound
from samutphok.allocation.models import ByHand, Line, PlaceGiven, Proposal, Sharing
from samutphok.allocation.queries import share_lines, share_places, shares_waiting, sharing_page, sharings, try_settings
from samutphok.foundation.audit.models import Entry
from samutphok.referrals.models import Referral

pytestmark = [pytest.mark.database, pytest.mark.django_db]
WEIGHTS = {"target_poor": 1.2}
COURSE = Settings((Offer("emergency", 1, 3000, 5000),), 1, weights=WEIGHTS)


def soon() -> datetime:
    """After the grants of this test were given."""
    return timezone.now() + timedelta(minutes=5)


class Office:
    """A province that proposes, a governor who approves, and two families in need of emergency aid."""

    def __init__(self, client: Client) -> None:
        self.families = make_families()
        self.client = client
        self.governor_account = log_in(Client(), Role.GOVERNOR, username="governor-x")
        self.province_account = log_in(client, username="province-x")
        self.province, self.governor = self.seen(self.province_account), self.seen(self.governor_account)

    def seen(self, account: Account) -> Viewer:
        return viewer_of(account, now=timezone.now())

    def begin(self, settings: Settings = COURSE, area: str = "83") -> Sharing:
        key = actions.begin(viewer=self.province, asked=NewSharing("เงินช่วยเหลือ", area, settings, uuid4()), now=soon())
        self.work()
        return Sharing.objects.get(pk=key)

    def work(self) -> None:
        for one in Proposal.objects.filter(state="waiting"):
            actions.work_out(proposal_id=one.id, now=soon())

    def forward(self, sharing: Sharing) -> Sharing:
        sharing.refresh_from_db()
        newest = Proposal.objects.filter(sharing=sharing).order_by("-number")[0]
        actions.put_forward(
            viewer=self.province,
            sharing_id=sharing.id,
            number=newest.number,
            act_id=uuid4(),
            version=sharing.version,
            now=soon(),
        )
        sharing.refresh_from_db()
        return sharing

    def approve(self, sharing: Sharing) -> None:
        actions.approve(
            viewer=self.governor, sharing_id=sharing.id, act_id=uuid4(), version=sharing.version, now=soon()
        )
        sharing.refresh_from_db()

    def hand(self, sharing: Sharing, household: UUID, *, put_in: bool, because: str = "committee") -> None:
        sharing.refresh_from_db()
        actions.put_by_hand(
            viewer=self.province,
            sharing_id=sharing.id,
            household_id=household,
            offer=0,
            put_in=put_in,
            because=because,
            said="คุยกันแล้ว",
            act_id=uuid4(),
            version=sharing.version,
            now=soon(),
        )
        self.work()
        sharing.refresh_from_db()


@pytest.fixture
def office(client: Client) -> Office:
    return Office(client)


def given_of(sharing: Sharing) -> list[UUID]:
    newest = Proposal.objects.filter(sharing=sharing).order_by("-number")[0]
    return list(Line.objects.filter(proposal=newest, given=True).values_list("household_id", flat=True))


def test_whoever_needs_most_is_proposed_and_who_just_missed_is_told_by_how_much(office: Office) -> None:
    sharing = office.begin()
    assert (sharing.families, sharing.needs, len(sharing.inputs)) == (2, 2, 64)
    assert given_of(sharing) == [office.families.target]  # of equal points, the target family weighs more
    missed = share_lines(viewer=office.province, sharing_id=sharing.id, number=1, given=False, now=soon())
    assert [one.household_id for one in missed.rows] == [office.families.poor]
    assert missed.rows[0].near == "points"
    assert missed.rows[0].short == pytest.approx(missed.rows[0].score * 0.2)
    assert {name: worth for name, _, worth in missed.rows[0].parts}["dimensions"] == 12
    assert Entry.objects.filter(act="read_shares").count() == 1


def test_a_proposal_is_repeated_from_the_same_frozen_needs(office: Office) -> None:
    sharing = office.begin()
    actions.ask_proposal(
        viewer=office.province,
        sharing_id=sharing.id,
        settings=COURSE,
        act_id=uuid4(),
        version=sharing.version,
        now=soon(),
    )
    office.work()
    first, second = Proposal.objects.filter(sharing=sharing).order_by("number")
    assert (first.inputs, first.result, first.objective) == (second.inputs, second.result, second.objective)
    page = sharing_page(viewer=office.province, sharing_id=sharing.id)
    assert page.shown is not None
    assert page.shown.gap <= 0.001


def test_what_is_tried_is_not_kept_and_says_who_enters(office: Office) -> None:
    sharing = office.begin()
    more = Settings((Offer("emergency", 2, 3000, 6000),), 1, weights=WEIGHTS)
    found = try_settings(viewer=office.province, sharing_id=sharing.id, number=1, settings=more, now=soon())
    assert ([one.household_id for one in found.enter], found.leaving) == ([office.families.poor], 0)
    assert Proposal.objects.filter(sharing=sharing).count() == 1
    even = try_settings(
        viewer=office.governor,
        sharing_id=sharing.id,
        number=1,
        settings=Settings(COURSE.offers, 1, aim=Aim.EVEN),
        now=soon(),
    )
    assert even.after.least is not None
    assert even.after.least_bound is not None
    assert even.after.least <= even.after.least_bound + 1e-6


def test_a_family_taken_out_or_put_in_is_solved_round(office: Office) -> None:
    sharing = office.begin()
    office.hand(sharing, office.families.target, put_in=False, because="helped")
    assert given_of(sharing) == [office.families.poor]
    office.hand(sharing, office.families.target, put_in=True)
    assert given_of(sharing) == [office.families.target]
    office.hand(sharing, office.families.poor, put_in=True)  # two, and there is one place
    failed = Proposal.objects.filter(sharing=sharing).order_by("-number")[0]
    assert (failed.state, bool(failed.trouble["th"])) == ("failed", True)
    assert ByHand.objects.exclude(said_sealed="").count() == 3
    assert not ByHand.objects.filter(said_sealed__contains="คุยกัน").exists()


def test_nobody_approves_what_they_had_a_hand_in_and_stale_pages_are_refused(office: Office) -> None:
    sharing = office.begin()
    with pytest.raises(SharingNotFound):  # the governor does not propose
        actions.put_forward(
            viewer=office.governor, sharing_id=sharing.id, number=1, act_id=uuid4(), version=1, now=soon()
        )
    with pytest.raises(SharingChanged):
        actions.put_forward(
            viewer=office.province, sharing_id=sharing.id, number=1, act_id=uuid4(), version=99, now=soon()
        )
    office.forward(sharing)
    with pytest.raises(SecondPerson):
        actions.approve(
            viewer=office.province, sharing_id=sharing.id, act_id=uuid4(), version=sharing.version, now=soon()
        )
    assert shares_waiting(viewer=office.governor).approve == 1
    assert shares_waiting(viewer=office.province).approve == 0
    actions.send_back(
        viewer=office.governor, sharing_id=sharing.id, said="ดูอีกที", act_id=uuid4(), version=sharing.version, now=soon()
    )
    sharing.refresh_from_db()
    assert (sharing.state, sharing.chosen) == ("draft", None)
    with pytest.raises(NotOpen):
        actions.end(
            viewer=office.province,
            sharing_id=sharing.id,
            deed=Deed.APPROVE,
            act_id=uuid4(),
            version=sharing.version,
            now=soon(),
        )


def test_what_knows_less_than_was_done_by_hand_is_not_put_forward(office: Office) -> None:
    sharing = office.begin()
    office.hand(sharing, office.families.poor, put_in=False, because="helped")
    with pytest.raises(SharingChanged):
        actions.put_forward(
            viewer=office.province, sharing_id=sharing.id, number=1, act_id=uuid4(), version=sharing.version, now=soon()
        )


def test_approved_places_become_referrals_exactly_once(office: Office) -> None:
    needs_work = Settings((Offer("house", 1, 0),), 1)
    sharing = office.begin(needs_work)
    assert sharing.needs == 0  # nobody fails indicator 8 here; families are put in by nobody
    cash = office.begin()
    office.forward(cash)
    office.approve(cash)
    assert actions.make_places(sharing_id=cash.id, now=soon()) == 1
    assert actions.make_places(sharing_id=cash.id, now=soon()) == 0
    place = PlaceGiven.objects.get(sharing=cash)
    assert (place.state, place.way, bool(place.made)) == (PlaceState.MADE, "cash", True)
    from samutphok.aid.models import Application

    assert [one.household_id for one in Application.objects.all()] == [office.families.target]


def test_a_referral_is_made_and_its_end_is_heard_and_the_next_needs_another_word(office: Office) -> None:
    from samutphok.targeting.models import Entry as ListEntry

    ListEntry.objects.filter(household__in=[office.families.target, office.families.poor]).update(failed=[8, 22])
    sharing = office.begin(Settings((Offer("house", 1, 19000, 19000),), 1, weights=WEIGHTS))
    office.forward(sharing)
    office.approve(sharing)
    assert actions.make_places(sharing_id=sharing.id, now=soon()) == 1
    assert actions.make_places(sharing_id=sharing.id, now=soon()) == 0
    referral = Referral.objects.get()
    assert (referral.household_id, referral.agency, referral.service) == (
        office.families.target,
        "codi",
        "ban-por-piang",
    )
    Referral.objects.update(state="refused")
    assert actions.hear_of(made=[str(referral.pk)], now=soon()) == 1
    assert actions.hear_of(made=[str(referral.pk)], now=soon()) == 0
    place = PlaceGiven.objects.get(sharing=sharing)
    assert place.state == PlaceState.DECLINED
    key = uuid4()
    for _ in range(2):  # a double click names one
        actions.name_next(viewer=office.province, place_id=place.id, act_id=key, version=place.version, now=soon())
    named = PlaceGiven.objects.get(pk=key)
    assert (named.household_id, named.state, named.instead_of_id) == (office.families.poor, PlaceState.NAMED, place.id)
    assert shares_waiting(viewer=office.governor).named == 1
    with pytest.raises(SecondPerson):
        actions.act_on_place(
            viewer=office.province, place_id=key, deed=PlaceDeed.APPROVE, act_id=uuid4(), version=1, now=soon()
        )
    actions.act_on_place(
        viewer=office.governor, place_id=key, deed=PlaceDeed.APPROVE, act_id=uuid4(), version=1, now=soon()
    )
    assert actions.make_places(sharing_id=sharing.id, now=soon() + timedelta(minutes=1)) == 1
    assert Referral.objects.count() == 2
    Referral.objects.update(state="refused")
    actions.look_again(viewer=office.province, sharing_id=sharing.id, now=soon())
    last = PlaceGiven.objects.get(pk=key)
    with pytest.raises(NobodyInLine):
        actions.name_next(viewer=office.province, place_id=key, act_id=uuid4(), version=last.version, now=soon())


def test_what_an_upper_room_refuses_is_listed_and_may_be_tried_again(office: Office) -> None:
    sharing = office.begin()
    office.forward(sharing)
    office.approve(sharing)
    Sharing.objects.update(put_forward_by=str(office.governor_account.pk))  # who may not give help
    assert actions.make_places(sharing_id=sharing.id, now=soon()) == 0
    page = share_places(viewer=office.province, sharing_id=sharing.id, now=soon())
    assert [(one.state, bool(one.refused)) for one in page.rows] == [(PlaceState.REFUSED, True)]
    assert shares_waiting(viewer=office.province).stuck == 1
    Sharing.objects.update(put_forward_by=str(office.province_account.pk))
    actions.act_on_place(
        viewer=office.province,
        place_id=page.rows[0].id,
        deed=PlaceDeed.TRY_AGAIN,
        act_id=uuid4(),
        version=page.rows[0].version,
        now=soon(),
    )
    assert actions.make_places(sharing_id=sharing.id, now=soon()) == 1


def test_what_cannot_be_is_named_by_its_field(office: Office) -> None:
    bad = Settings(
        (Offer("emergency", 1, -3, 100), Offer("emergency", 0, 0, -1)),
        1,
        (Share("8301", 0.5, 0.2), Share("57", 0.1, 1.0), Share("8302", 0.7, 1.0), Share("8303", 0.6, 1.0)),
        {"target_poor": -1},
    )
    with pytest.raises(BadSharing) as told:
        actions.begin(viewer=office.province, asked=NewSharing(" ", "83", bad, uuid4()), now=soon())
    assert set(told.value.fields) == {
        "title",
        "offers-0-cost",
        "offers-1-thing",
        "offers-1-places",
        "offers-1-budget",
        "weight-target_poor",
        "floor-8301",
        "floor-57",
        "shares",
    }
    assert not Sharing.objects.exists()


def test_another_province_sees_no_sharing_and_no_family(office: Office) -> None:
    sharing = office.begin()
    other = office.seen(log_in(Client(), Role.PROVINCE, "57", username="other-x"))
    assert sharings(viewer=other).total == 0
    with pytest.raises(SharingNotFound):
        sharing_page(viewer=other, sharing_id=sharing.id)
    small = office.seen(log_in(Client(), Role.PROVINCE, "8303", username="small-x"))
    with pytest.raises(SharingNotFound):
        share_lines(viewer=small, sharing_id=sharing.id, number=1, given=True, now=soon())


def test_the_pages_missing_forbidden_invalid_and_shown(office: Office) -> None:
    client, sharing = office.client, office.begin()
    assert client.get(f"/shares/{uuid4()}/").status_code == 404
    assert client.post(f"/shares/{uuid4()}/places/{uuid4()}", {}).status_code == 404
    stranger = Client()
    log_in(stranger, Role.TAMBON, "830101", username="tambon-x")
    assert stranger.get("/shares/").status_code in (403, 404)
    assert client.get("/shares/?state=nobody").status_code == 422
    form = {"id": str(uuid4()), "area": "83", "title": "บ้าน", "most": "1", "aim": "need", "offers-0-thing": "house"}
    refused = client.post("/shares/new", form | {"offers-0-places": "-4", "floor-8301": "60", "ceiling-8301": "10"})
    assert refused.status_code == 422
    assert "บ้าน" in refused.content.decode()
    wrong = client.post("/shares/new", form | {"offers-0-places": "4", "floor-8301": "60", "ceiling-8301": "10"})
    assert wrong.status_code == 422
    assert "ขั้นต่ำมากกว่าเพดาน" in wrong.content.decode()
    made = client.post("/shares/new", form | {"offers-0-places": "4"})
    assert (made.status_code, made["Location"]) == (302, f"/shares/{form['id']}/")
    stale = {"deed": "put_forward", "act_id": str(uuid4()), "version": "77", "proposal": "1"}
    assert client.post(f"/shares/{sharing.id}/act", stale).status_code == 412
    asked = "proposal=1&aim=need&most=1&offers-0-places=2&offers-0-budget=6000&offers-0-cost=3000"
    tried = client.get(f"/shares/{sharing.id}/try?{asked}").content.decode()
    assert "เข้ามา 1 ครอบครัว" in tried
    again = client.get(f"/shares/{sharing.id}/try?{asked.replace('places=2', 'places=0')}")
    assert again.status_code == 422


def test_every_page_of_a_sharing_asks_the_database_twelve_times_at_most(office: Office) -> None:
    """With families in each list: before the approval, and after it with a place that was given."""
    sharing = office.begin()
    more = Settings((Offer("emergency", 2, 3000, 6000),), 1, weights=WEIGHTS)
    actions.ask_proposal(
        viewer=office.province,
        sharing_id=sharing.id,
        settings=more,
        act_id=uuid4(),
        version=sharing.version,
        now=soon(),
    )
    office.work()
    here = f"/shares/{sharing.id}/"
    asked = "proposal=1&aim=need&most=1&offers-0-places=2&offers-0-budget=6000&offers-0-cost=3000"
    pages = [
        "/shares/",
        "/shares/new",
        here,
        f"{here}try?{asked}",
        f"{here}families/",
        f"{here}compare/?before=1&after=2",
    ]
    pages += [f"{here}families/?proposal=1&show=next", f"{here}hand?household={office.families.poor}&offer=0&way=in"]
    counted = {path: queries_of(office.client, path) for path in pages}
    office.forward(sharing)
    office.approve(sharing)
    counted[f"{here}places/"] = queries_of(office.client, f"{here}places/")
    assert {path: count for path, count in counted.items() if count > 12} == {}


def queries_of(client: Client, path: str) -> int:
    """How often a page asks the database, its audit row included; the page answers and is light."""
    with CaptureQueriesContext(connection) as queries:
        page = client.get(path)
    assert (page.status_code, len(page.content) < 100_000) == (200, True), path
    frames = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
    return sum(not one["sql"].startswith(frames) for one in queries)
