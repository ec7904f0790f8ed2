"""Nobody comes to a referral, or to a field that was not named, by any door: pages, letter, table, one-time link, guessing."""

import io
import re
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from desk_office import log_in, make_families
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from register_rows import NOW, viewer
from test_referral_way import do, officer, wanted

from samutphok.access.actions import give_grant
from samutphok.access.domain import Grant, Role
from samutphok.access.queries import operator
from samutphok.referrals.actions import answer_by_link, make_link, open_link, read_answers, refer, revoke_link
from samutphok.referrals.domain.table import State
from samutphok.referrals.errors import LinkNotFound, ReferralNotFound, WrongCode
from samutphok.referrals.models import Referral
from samutphok.referrals.queries import letter_of, link_page, referral_view, sharing_on, sheet_of_agency
from samutphok.web.referral_sheet import sheet_xlsx

pytestmark = [pytest.mark.django_db, pytest.mark.database]
PAGES = ("referral", "referral_letter")


def education(client):
    """The client as an officer of the education office, logged in now."""
    account = log_in(client, Role.VOLUNTEER, "83030301")
    from django.utils import timezone

    now = timezone.now()
    grant = Grant(Role.AGENCY_OFFICER, ("83",), agency="education")
    give_grant(viewer=operator(now=now), username=account.username, grant=grant, now=now)
    return account


def sent(family, **changed) -> UUID:
    from django.utils import timezone

    now = timezone.now()
    return refer(viewer=viewer("83", now=now), referral=wanted(family, **changed), now=now)


def test_every_door_is_shut_to_other_agencies_areas_and_roles(client):
    family = make_families(drawn=False).poor
    education(client)
    other = sent(family, agency="labour", problem="no_work")
    for name in PAGES:
        for key in (other, uuid4()):
            assert client.get(reverse(name, args=[key])).status_code == 404
    act = {"act": str(uuid4()), "deed": "accept"}
    assert client.post(reverse("referral_act", args=[other]), act).status_code == 404
    assert client.post(reverse("referrals_many"), act | {"household": [str(other)]}).status_code == 404
    for name in ("referrals_sent", "referrals_sent_sheet"):
        assert client.get(reverse(name)).status_code == 404
    assert Referral.objects.get(pk=other).state == State.SENT


def test_an_officer_works_through_the_queue(client):
    family = make_families(drawn=False).poor
    education(client)
    made = sent(family)
    page = client.get(reverse("referrals")).content.decode()
    assert "มะลิวัลย์" in page
    detail = client.get(reverse("referral", args=[made]))
    assert "no-store" in detail["Cache-Control"]
    stale = {"act": str(uuid4()), "deed": "ask", "said": "ชั้นอะไร", "version": "0"}
    again = client.post(reverse("referral_act", args=[made]), stale)
    assert again.status_code == 412
    assert "ชั้นอะไร" in again.content.decode()
    many = {"act": str(uuid4()), "deed": "accept", "household": [str(made)]}
    for _ in range(2):
        assert client.post(reverse("referrals_many"), many).status_code == 302
    assert Referral.objects.get(pk=made).state == State.ACCEPTED
    missing = client.post(reverse("referral_act", args=[made]), {"act": str(uuid4()), "deed": "return"})
    assert missing.status_code == 422
    assert client.get(reverse("referral_letter", args=[made])).content.startswith(b"%PDF")


def test_the_office_sends_one_and_a_list(client):
    families = make_families(drawn=False)
    log_in(client)
    form = client.get(reverse("referral_new"), {"household": families.poor, "problem": "out_of_school"})
    assert form.status_code == 200
    data = {
        "act": str(uuid4()), "carried": "1", "problem": "out_of_school", "offer": "education", "urgency": "normal",
        "mode": "hand_over", "field": ["name", "problem"], "household": [str(families.poor)],
    }  # fmt: skip
    made = client.post(reverse("referral_send"), data)
    assert made.status_code == 302
    assert Referral.objects.get().fields == ["name", "problem"]
    assert client.post(reverse("referral_send"), data | {"act": str(uuid4())}).status_code == 409
    both = data | {"act": str(uuid4()), "household": [str(families.poor), str(families.target)], "many": "1"}
    preview = client.post(reverse("referral_send"), both)
    assert preview.status_code == 200
    assert Referral.objects.count() == 1
    for _ in range(2):
        assert client.post(reverse("referral_send"), both | {"sure": "1"}).status_code == 302
    assert Referral.objects.count() == 2
    assert client.get(reverse("referrals_sent"), {"agency": "education"}).status_code == 200


SECRETS = {  # what each field tells of the family of `make_families().target`
    "name": "สมชาย", "place": "83010000001", "members": "1 คน", "number": "x-xxxx", "income": "20,000",
    "welfare": "สวัสดิการแห่งรัฐ", "problem": "รายได้ไม่พอ",
}  # fmt: skip


@given(st.sets(st.sampled_from(sorted(SECRETS)), min_size=1))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_field_that_was_not_named_is_nowhere(shared_family, named):
    family, who = shared_family
    agency = officer()
    made = refer(
        viewer=who, referral=wanted(family, problem="low_income", said="", fields=tuple(named), service=""), now=NOW
    )
    view = referral_view(agency, made)
    link = make_link(viewer=who, letter_id=view.letter_id, now=NOW)
    told = repr(
        (
            [(one.name, one.lines) for one in view.shared],
            view.line.who,
            view.line.where,
            view.line.problem,
            [(one.name, one.lines) for case in letter_of(agency, made).cases for one in case.shared],
            [[(one.name, one.lines) for one in row.shared] for row in sheet_of_agency(agency)],
            [(one.line.who, one.shared) for one in link_page(link.token, link_id=link.id, now=NOW).referrals],
            [one.lines for one in view.shared],
        )
    )
    lines = " ".join(line for one in view.shared for line in one.lines) + told
    for name, secret in SECRETS.items():
        assert (secret in lines) == (name in named), name
    assert {one.name for one in view.shared} == named
    do(who, made, "withdraw", reason="sent_by_mistake")


@pytest.fixture
def shared_family():
    return make_families(drawn=False).target, viewer("83")


def test_nothing_sealed_can_be_named():
    assert all(one.sensitivity <= 2 for one in sharing_on(NOW.date()).fields.values())


def test_a_link_opens_with_its_code_alone_and_shows_its_letter_alone():
    families, who = make_families(drawn=False), viewer("83")
    made = refer(viewer=who, referral=wanted(families.poor), now=NOW)
    other = refer(viewer=who, referral=wanted(families.well), now=NOW)
    link = make_link(viewer=who, letter_id=referral_view(who, made).letter_id, now=NOW)
    for token in ("x", link.token[:-1], link.token + "a"):
        with pytest.raises(LinkNotFound):
            open_link(token=token, code=link.code, now=NOW)
    with pytest.raises(WrongCode):
        open_link(token=link.token, code="00000000", now=NOW)
    opened = open_link(token=link.token, code=" ".join(link.code), now=NOW)
    assert [one.line.id for one in link_page(link.token, link_id=opened, now=NOW).referrals] == [made]
    given_ = {"said": "", "details": {}, "version": None, "now": NOW}
    with pytest.raises(ReferralNotFound):
        answer_by_link(token=link.token, link_id=opened, referral_id=other, act_id=uuid4(), deed="accept", **given_)
    for deed, state in (("accept", State.ACCEPTED), ("deliver", State.DELIVERED)):
        found = answer_by_link(token=link.token, link_id=opened, referral_id=made, act_id=uuid4(), deed=deed, **given_)
        assert found is state
    do(who, made, "worked")
    with pytest.raises(LinkNotFound):  # all is done
        link_page(link.token, link_id=opened, now=NOW)


def test_a_link_ends_by_wrong_codes_by_its_day_and_by_being_revoked():
    families, who = make_families(drawn=False), viewer("83")
    made = refer(viewer=who, referral=wanted(families.poor), now=NOW)
    letter = referral_view(who, made).letter_id
    locked = make_link(viewer=who, letter_id=letter, now=NOW)
    for _ in range(5):
        with pytest.raises(WrongCode):
            open_link(token=locked.token, code="", now=NOW)
    fresh = make_link(viewer=who, letter_id=letter, now=NOW)
    late = NOW + timedelta(days=31)
    for token, code, now in ((locked.token, locked.code, NOW), (fresh.token, fresh.code, late)):
        with pytest.raises(LinkNotFound):
            open_link(token=token, code=code, now=now)
    revoke_link(viewer=who, letter_id=letter, now=NOW)
    with pytest.raises(LinkNotFound):
        open_link(token=fresh.token, code=fresh.code, now=NOW)
    with pytest.raises(ReferralNotFound):
        make_link(viewer=viewer("84"), letter_id=letter, now=NOW)


def test_the_page_of_a_link_tells_nothing_before_the_code(client):
    family = make_families(drawn=False).poor
    made = sent(family)
    from django.utils import timezone

    now = timezone.now()
    who = viewer("83", now=now)
    link = make_link(viewer=who, letter_id=referral_view(who, made).letter_id, now=now)
    door = reverse("referral_door", args=[link.token])
    absent = client.get(reverse("referral_door", args=["a" * 32]))
    assert absent.status_code == 404
    shut = client.get(door)
    assert (shut.status_code, "no-store" in shut["Cache-Control"], shut["Referrer-Policy"]) == (
        200,
        True,
        "no-referrer",
    )
    assert "มะลิวัลย์" not in shut.content.decode()
    act = {"act": str(uuid4()), "deed": "accept"}
    client.post(reverse("referral_door_act", args=[link.token, made]), act)
    assert Referral.objects.get(pk=made).state == State.SENT
    assert client.post(door, {"code": "12"}).status_code == 403
    assert client.post(door, {"code": link.code}).status_code == 302
    assert "มะลิวัลย์" in client.get(door).content.decode()
    assert client.post(reverse("referral_door_act", args=[link.token, made]), act).status_code == 302
    assert Referral.objects.get(pk=made).state == State.ACCEPTED


def filled(agency, *answers: str) -> bytes:
    """The agency's sheet as CSV with answers written in, by the head of the column."""
    import csv

    rows = sheet_of_agency(agency)
    out = io.StringIO()
    heads = ["รหัสแถว", "รหัสตรวจ", "คำตอบ", "เหตุผล", "วันที่", "ข้อความ"]
    table = csv.DictWriter(out, heads)
    table.writeheader()
    for row in rows:
        table.writerow({"รหัสแถว": row.key, "รหัสตรวจ": row.check} | dict(zip(heads[2:], answers, strict=False)))
    return out.getvalue().encode()


def test_a_sheet_read_twice_or_late_comes_to_the_same_and_bad_rows_are_named():
    families, who, agency = make_families(drawn=False), viewer("83"), officer()
    made = refer(viewer=who, referral=wanted(families.poor), now=NOW)
    accepted = filled(agency, "รับเรื่อง")
    appointed = filled(agency, "นัดหมาย", "", "30/11/2569")
    forged = accepted.replace(str(made).encode(), str(uuid4()).encode())
    for sheet in (accepted, accepted, appointed, accepted, appointed):
        read_answers(viewer=agency, content=sheet, name="a.csv", now=NOW)
    assert Referral.objects.get(pk=made).state == State.APPOINTED
    assert Referral.objects.get(pk=made).version == 3
    for bad in (forged, filled(agency, "=1+1"), filled(agency, "ไม่รับ", "?")):
        found = read_answers(viewer=agency, content=bad, name="a.csv", now=NOW)
        assert ([one.line for one in found.faults], found.answers) == ([2], ())
    stranger = read_answers(viewer=officer("health"), content=accepted, name="a.csv", now=NOW)
    assert len(stranger.faults) == 1
    by_office = read_answers(viewer=who, content=filled(agency, "ช่วยเหลือแล้ว"), name="a.csv", now=NOW)
    assert (len(by_office.answers), Referral.objects.get(pk=made).state) == (1, State.DELIVERED)


def test_the_sheet_is_a_workbook_whose_cells_are_inert():
    families, who, agency = make_families(drawn=False), viewer("83"), officer()
    refer(viewer=who, referral=replace(wanted(families.poor), fields=("name",)), now=NOW)
    from python_calamine import CalamineWorkbook

    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(sheet_xlsx(sheet_of_agency(agency))))
        .get_sheet_by_index(0)
        .to_python()
    )
    assert not any(re.match(r"[=+\-@]", str(cell)) for row in rows for cell in row)
    assert not any("ที่อยู่" in str(cell) for cell in rows[0])


def test_letters_are_numbered_without_gaps_also_when_one_fails():
    families, who = make_families(drawn=False), viewer("83")
    refer(viewer=who, referral=wanted(families.poor), now=NOW)
    with pytest.raises(Exception, match="member"):
        refer(viewer=who, referral=wanted(families.well, person_id=uuid4()), now=NOW)
    refer(viewer=who, referral=wanted(families.well), now=NOW)
    assert sorted(row.letter.number for row in Referral.objects.select_related("letter")) == [1, 2]
