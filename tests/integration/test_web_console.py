"""The pages of notices, accounts and the audit trail: missing, forbidden, invalid, success; and what is tried against them."""

import re
from uuid import uuid4

import pytest
from desk_office import log_in, make_families
from django.test import Client
from django.utils import timezone
from django.utils.html import escape
from notice_office import WORDS, somebody

from samutphok.access.domain import Grant, Role
from samutphok.access.models import Account, GivenGrant
from samutphok.access.queries import viewer_of
from samutphok.foundation.audit.actions import seal
from samutphok.foundation.audit.models import Entry
from samutphok.notices.actions import Audience, ask, send_notice
from samutphok.notices.models import Notice, Question
from samutphok.web.guides import guides

pytestmark = [pytest.mark.database, pytest.mark.django_db]

ATTACK = '<script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1)) **"onclick="x**'
FORM = {
    "title_th": "เรื่อง",
    "text_th": "เนื้อความ",
    "source": "พมจ.",
    "dated": "1/10/2569",
    "roles": ["amphoe", "tambon"],
    "areas": ["83"],
}


def notice_of(account: Account, text: str = WORDS.text_th) -> Notice:
    """A notice that the account sends to the amphoe of Phuket."""
    from dataclasses import replace

    now = timezone.now()
    audience = Audience(frozenset({Role.AMPHOE}), ("83",))
    content = replace(WORDS, text_th=text, due_on=None)
    return Notice.objects.get(
        pk=send_notice(viewer=viewer_of(account, now=now), content=content, audience=audience, now=now)
    )


def test_pages_of_what_does_not_exist_are_not_found(client: Client) -> None:
    log_in(client, Role.PROVINCE, "83")
    for path in ("", "readers", "revise", "pass-on"):
        assert client.get(f"/notices/{uuid4()}/{path}").status_code == 404
    assert client.get("/guides/nothing/").status_code == 404
    assert client.get(f"/households/{uuid4()}/openings").status_code == 404


def test_an_account_of_another_province_reads_as_absent(client: Client) -> None:
    somebody("krabi", Grant(Role.AMPHOE, ("8101",)))
    other = Account.objects.get(username="krabi").pk
    log_in(client, Role.ADMINISTRATOR, "83")
    assert "krabi" not in client.get("/console/accounts/").content.decode()
    assert client.get(f"/console/accounts/{other}/").status_code == 404
    for act in ("switch", "code", "second-step", "unlock", "close", "grant"):
        data = {"active": "no", "role": "amphoe", "area": "8302"}
        assert client.post(f"/console/accounts/{other}/{act}", data).status_code == 404, act
    assert Account.objects.get(pk=other).is_active


def test_no_wider_grant_is_given_than_the_giver_holds(client: Client) -> None:
    somebody("officer")
    officer = Account.objects.get(username="officer").pk
    log_in(client, Role.ADMINISTRATOR, "83", username="admin")
    for area in ("81", "TH", "8101"):
        answer = client.post(f"/console/accounts/{officer}/grant", {"role": "amphoe", "area": area})
        assert answer.status_code in (403, 422), area
    assert not GivenGrant.objects.filter(account=officer).exists()
    found = client.get(f"/console/accounts/{officer}/grant", {"place": "เชิงทะเล"}).content.decode()
    assert 'value="81' not in found


@pytest.mark.parametrize("missing", ["title_th", "text_th", "source", "dated", "roles", "areas"])
def test_a_notice_without_what_it_needs_is_shown_again(client: Client, missing: str) -> None:
    log_in(client)
    answer = client.post("/notices/new", {name: value for name, value in FORM.items() if name != missing})
    assert answer.status_code == 422
    assert not Notice.objects.exists()


def test_a_notice_is_looked_at_sent_read_and_acknowledged(client: Client) -> None:
    log_in(client)
    make_families()
    preview = client.post("/notices/new", FORM | {"preview": "1"})
    assert "notice-preview" in preview.content.decode()
    assert not Notice.objects.exists()
    sent = client.post("/notices/new", FORM)
    notice = Notice.objects.get()
    assert sent.headers["Location"] == f"/notices/{notice.pk}/"
    reader = Client()
    log_in(reader, Role.AMPHOE, "8303", username="reader")
    assert re.search(r'badge-count">1', reader.get("/notices/").content.decode())
    reader.post(f"/notices/{notice.pk}/acknowledge", {"version": "1"})
    page = reader.get(f"/notices/{notice.pk}/").content.decode()
    assert "ท่านรับทราบเมื่อ" in page
    assert "badge-count" not in page
    assert client.get(f"/notices/{notice.pk}/readers").status_code == 200


def test_what_is_written_cannot_become_markup(client: Client) -> None:
    account = log_in(client)
    notice = notice_of(account, text=ATTACK)
    now = timezone.now()
    ask(viewer=viewer_of(account, now=now), notice_id=notice.pk, text=ATTACK, private=False, now=now)
    for path in (f"/notices/{notice.pk}/", f"/notices/{notice.pk}/revise", f"/notices/{notice.pk}/pass-on"):
        page = client.get(path).content.decode()
        assert "&lt;script&gt;" in page
        for harm in ("<script>alert", "<img src=x", 'href="javascript', '"onclick="'):
            assert harm not in page, (path, harm)


def test_a_stale_change_is_refused_and_nothing_is_lost(client: Client) -> None:
    notice = notice_of(log_in(client))
    words = {name: value for name, value in FORM.items() if name not in ("roles", "areas")}
    change = words | {"change": "แก้", "version": "1"}
    assert client.post(f"/notices/{notice.pk}/revise", change).status_code == 302
    again = client.post(f"/notices/{notice.pk}/revise", change | {"title_th": "ชื่อที่พิมพ์ไว้"})
    assert again.status_code == 412
    assert "ชื่อที่พิมพ์ไว้" in again.content.decode()
    assert Notice.objects.get().version == 2


def test_only_what_the_form_asks_for_is_taken(client: Client) -> None:
    log_in(client, Role.ADMINISTRATOR, "83")
    wanted = {"username": "new", "display_name": "New", "language": "th"}
    mass = {"demo": "on", "is_active": "", "password": "x", "role": "national", "area": "TH", "id": str(uuid4())}
    assert client.post("/console/accounts/new", wanted | mass).status_code == 302
    made = Account.objects.get(username="new")
    assert (made.demo, made.is_active, made.has_usable_password()) == (False, True, False)
    assert not made.grants.exists()


def test_a_one_time_code_lets_its_holder_set_a_password_and_see_nothing_before(client: Client, settings) -> None:
    somebody("officer", Grant(Role.PROVINCE, ("83",)))
    officer = Account.objects.get(username="officer")
    log_in(client, Role.ADMINISTRATOR, "83", username="admin")
    page = client.post(f"/console/accounts/{officer.pk}/code").content.decode()
    code = re.search(r'one-time-code" translate="no">([^<]+)<', page)
    assert code
    assert code.group(1) not in client.get(f"/console/accounts/{officer.pk}/").content.decode()
    assert not any(code.group(1) in f"{entry.subject}{entry.fields}" for entry in Entry.objects.all())
    holder = Client()
    entered = holder.post("/accounts/login/", {"login": "officer", "password": code.group(1)})
    assert entered.headers["Location"] == "/accounts/password/change/"
    assert holder.get("/households/").status_code == 404
    own = {"oldpassword": code.group(1), "password1": "ฟ้าใส-ทะเล-9876", "password2": "ฟ้าใส-ทะเล-9876"}
    holder.post("/accounts/password/change/", own)
    assert holder.post("/accounts/login/", {"login": "officer", "password": own["password1"]}).status_code == 302
    assert holder.get("/households/").status_code == 200


def test_a_locked_out_account_is_shown_and_unlocked(client: Client) -> None:
    log_in(Client(), Role.AMPHOE, "8303", username="officer")
    officer = Account.objects.get(username="officer").pk
    for _ in range(5):
        Client().post("/accounts/login/", {"login": "officer", "password": "wrong"})
    log_in(client, Role.ADMINISTRATOR, "83", username="admin")
    assert "ถูกล็อก" in client.get("/console/accounts/").content.decode()
    client.post(f"/console/accounts/{officer}/unlock")
    assert "ถูกล็อก" not in client.get("/console/accounts/").content.decode()


def test_whoever_leaves_keeps_no_way_in(client: Client) -> None:
    leaving = Client()
    log_in(leaving, Role.AMPHOE, "8303", username="officer")
    officer = Account.objects.get(username="officer")
    log_in(client, Role.ADMINISTRATOR, "83", username="admin")
    assert client.post(f"/console/accounts/{officer.pk}/close").status_code == 302
    assert leaving.get("/households/").status_code == 302
    assert not GivenGrant.objects.filter(account=officer, withdrawn_at=None).exists()
    assert set(
        Entry.objects.filter(actor=str(Account.objects.get(username="admin").pk)).values_list("act", flat=True)
    ) >= {
        "withdraw_grant",
        "close_account",
    }


def test_auditors_read_acts_and_no_family(client: Client) -> None:
    families = make_families()
    officer = Client()
    log_in(officer)
    officer.get(f"/households/{families.target}/")
    seal()
    log_in(client, Role.AUDITOR, "TH", username="auditor")
    page = client.get("/audit/").content.decode()
    assert "เปิดสมุดพกครอบครัว" in page
    assert "สมชาย" not in page
    assert client.get("/audit/", {"act": "drop table"}).status_code == 422
    lines = b"".join(client.get("/audit/export").streaming_content).decode("utf-8-sig").splitlines()
    assert any(f"household:{families.target}" in line for line in lines)
    assert Entry.objects.filter(act="export_trail").count() == 1
    assert client.get(f"/households/{families.target}/openings").status_code == 404


def test_the_office_sees_who_opened_a_family_and_others_do_not(client: Client) -> None:
    families = make_families()
    account = log_in(client)
    client.get(f"/households/{families.target}/")
    page = client.get(f"/households/{families.target}/openings").content.decode()
    assert account.display_name in page
    assert Entry.objects.filter(act="read_openings", subject=f"household:{families.target}").count() == 1
    for role, area in ((Role.AMPHOE, "8301"), (Role.PROVINCE, "81")):
        other = Client()
        log_in(other, role, area, username=f"{role}{area}")
        assert other.get(f"/households/{families.target}/openings").status_code == 404


def test_every_guide_opens_in_both_languages_and_its_pages_lead_to_it(client: Client) -> None:
    log_in(client)
    for language in ("th", "en"):
        client.cookies["django_language"] = language
        for name, guide in guides().items():
            page = client.get(f"/guides/{name}/").content.decode()
            assert escape(guide.title.in_language(language)) in page
    assert '/guides/notices/"' in client.get("/notices/").content.decode()


def test_pages_stay_within_twelve_queries(client: Client, django_assert_max_num_queries) -> None:
    account = log_in(client)
    notice = notice_of(account)
    Question.objects.create(notice=notice, text="?", asked_by=account, asked_at=timezone.now())
    somebody("thalang", Grant(Role.AMPHOE, ("8303",)))
    administrator, auditor = Client(), Client()
    log_in(administrator, Role.ADMINISTRATOR, "83", username="admin")
    log_in(auditor, Role.AUDITOR, "TH", username="auditor")
    other = Account.objects.get(username="thalang").pk
    for who, path in [
        (client, "/notices/?box=all"),
        (client, f"/notices/{notice.pk}/"),
        (client, f"/notices/{notice.pk}/readers"),
        (client, "/notices/new"),
        (client, "/guides/"),
        (client, "/me/"),
        (administrator, "/console/accounts/"),
        (administrator, f"/console/accounts/{other}/"),
        (administrator, "/console/access?area=8303"),
        (auditor, "/audit/"),
    ]:
        with django_assert_max_num_queries(12):
            assert who.get(path).status_code == 200, path
