"""The desk's pages of requests, and the public ones: who sees them, what they refuse, and that a call ends in a number."""

import re
from uuid import uuid4

import pytest
from areas_noted import noted
from desk_office import log_in, make_families
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from page_rules import breaches
from request_office import PHONE, SAID, desk, row_of, take

from samutphok.access.domain import Role
from samutphok.access.queries import viewer_by_id
from samutphok.requests.models import Request

pytestmark = [pytest.mark.database, pytest.mark.django_db]

CALL = {"channel": "hotline", "kind": "help", "area": "830101", "words": SAID, "phone": PHONE}
ASK = {"kind": "help", "area": "83", "words": SAID}


@pytest.fixture
def hotline(client: Client) -> Client:
    noted()
    log_in(client, Role.HOTLINE)
    return client


def test_whoever_takes_no_requests_finds_no_desk(client: Client) -> None:
    log_in(client, Role.VERIFIER)
    for route in ("requests", "request_new"):
        assert client.get(reverse(route)).status_code == 404


def test_a_request_of_another_area_is_absent(hotline: Client) -> None:
    taken = take(desk(username="other"))
    log_in(hotline, Role.TAMBON, "830303", username="elsewhere")
    for address in (reverse("request", args=[taken.id]), reverse("request_family", args=[taken.id])):
        assert hotline.get(address).status_code == 404
    assert hotline.post(reverse("request_do", args=[taken.id, "claim"])).status_code == 404


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"words": ""}, 422),
        ({"area": ""}, 422),
        ({"phone": "12"}, 422),
        ({"urgency": "critical"}, 422),
        ({"kind": "x"}, 422),
    ],
)
def test_a_call_that_lacks_something_comes_back_with_what_was_typed(
    hotline: Client, said: dict[str, str], status: int
) -> None:
    page = hotline.post(reverse("request_new"), CALL | {"name": "สมใจ"} | said)
    assert page.status_code == status
    assert "data-problem" in page.content.decode()
    assert "สมใจ" in page.content.decode()
    assert not Request.objects.exists()


def test_a_call_ends_in_a_number_that_is_read_aloud(hotline: Client) -> None:
    page = hotline.post(reverse("request_new"), CALL | {"id": str(uuid4()), "safety": ["life"]})
    number = Request.objects.get().number
    text = page.content.decode()
    assert f"{number[:2]}-{number[2:5]}-{number[5:]}" in text
    assert "1669" in text


def test_families_are_found_while_the_name_is_typed(hotline: Client) -> None:
    families = make_families(drawn=False)
    found = hotline.post(reverse("request_families"), CALL | {"q": "มะลิวัน"}).content.decode()
    assert str(families.poor) in found
    looked = hotline.post(reverse("request_new"), CALL | {"q": "สมชาย", "look": "1"}).content.decode()
    assert str(families.target) in looked
    assert SAID in looked
    assert not Request.objects.exists()


def test_what_is_ticked_changes_urgency_number_and_secrecy_at_once(hotline: Client) -> None:
    look = reverse("request_look")
    assert "1669" in hotline.post(look, CALL | {"safety": ["life"]}).content.decode()
    assert "shield-lock" in hotline.post(look, CALL | {"safety": ["violence"]}).content.decode()
    taken = take(viewer_by_id(str(hotline.session["_auth_user_id"]), now=desk(username="b").now))
    assert str(taken.id) in hotline.post(look, CALL).content.decode()


def test_the_queue_shows_the_most_urgent_first_and_no_word_of_what_was_said(hotline: Client) -> None:
    other = desk(username="other")
    plain, urgent = take(other), take(other, safety=("no_food",))
    text = hotline.get(reverse("requests")).content.decode()
    assert text.index(str(urgent.id)) < text.index(str(plain.id))
    assert SAID not in text
    assert PHONE not in text
    found = hotline.post(reverse("requests"), {"number": plain.number})
    assert found.url == reverse("request", args=[plain.id])


def test_a_request_is_worked_on_and_ends(hotline: Client) -> None:
    taken = take(desk(username="other"))
    page = reverse("request", args=[taken.id])

    def do(what: str, **said: str) -> int:
        return hotline.post(reverse("request_do", args=[taken.id, what]), said).status_code

    assert do("unknown") == 404
    assert do("note") == 422
    assert do("claim", version="1") == 302
    stale = hotline.post(reverse("request_do", args=[taken.id, "claim"]), {"version": "1"})
    assert stale.status_code == 412
    assert "data-problem" in stale.content.decode()
    assert do("note", text="โทรกลับแล้ว") == 302
    assert do("settle", outcome="cannot", version="3") == 422
    assert do("settle", outcome="solved", text="มารับได้", version="3") == 302
    text = hotline.get(page).content.decode()
    assert "มารับได้" in text
    assert "โทรกลับแล้ว" in text
    assert do("reopen", text="ยังไม่เรียบร้อย") == 302


def test_pages_keep_the_rules_and_ask_the_database_little(hotline: Client) -> None:
    other = desk(username="other")
    families = make_families(drawn=False)
    for number in range(30):
        take(other, household_id=families.target if number % 2 else None)
    taken = take(other, safety=("life",), problems=("out_of_school",))
    for address in (reverse("requests"), reverse("request_new"), reverse("request", args=[taken.id])):
        hotline.get(address)
        with CaptureQueriesContext(connection) as seen:
            page = hotline.get(address)
        asked = [
            one["sql"] for one in seen.captured_queries if not re.match("(SAVEPOINT|RELEASE|BEGIN|COMMIT)", one["sql"])
        ]
        told = list(breaches(page, queries=len(asked)))
        assert not told, (told, [one[:110] for one in asked])


def test_anybody_asks_without_an_account(client: Client) -> None:
    noted()
    assert client.get(reverse("ask")).status_code == 200
    assert client.post(reverse("ask"), ASK | {"area": ""}).status_code == 422
    assert client.post(reverse("ask"), ASK | {"words": ""}).status_code == 422
    sent = client.post(reverse("ask"), ASK | {"safety": ["life"], "household": str(uuid4()), "urgency": "information"})
    row = Request.objects.get()
    assert (row.channel, row.urgency, row.household_id) == ("web", "critical", None)
    assert "tel:1669" in sent.content.decode()
    number, check = re.findall(r"<dd>([\d -]+)</dd>", sent.content.decode())
    told = client.post(reverse("ask_answer"), {"number": number, "check": check}).content.decode()
    assert "ask-told" in told


def test_the_public_form_is_guarded_and_limited(client: Client) -> None:
    noted()
    careful = Client(enforce_csrf_checks=True)
    assert careful.post(reverse("ask"), ASK).status_code == 403
    statuses = [client.post(reverse("ask"), ASK).status_code for _ in range(11)]
    assert statuses == [200] * 10 + [429]


def test_wrong_numbers_all_look_alike(client: Client) -> None:
    noted()
    taken = take(desk())
    wrong = f"{(int(taken.check) + 1) % 1_000_000:06d}"
    pages = {
        re.sub(
            r'value="[^"]*"', "", client.post(reverse("ask_answer"), {"number": number, "check": code}).content.decode()
        )
        for number, code in ((taken.number, wrong), ("690000000", wrong), ("12", "x"), (taken.number, ""))
    }
    assert len({len(page) for page in pages}) == 1
    assert row_of(taken).state == "waiting"


def test_public_pages_keep_the_rules(client: Client) -> None:
    noted()
    for route in ("ask", "ask_answer"):
        page = client.get(reverse(route))
        assert not list(breaches(page, queries=0))
        assert "no-store" in page["Cache-Control"]
