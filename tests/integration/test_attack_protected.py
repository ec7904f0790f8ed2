"""Nothing outside the compartment tells that it holds a matter: every page of every other person is the same before and after.

The abuser's friends may work at the desk; a canary story about one family must change not a byte of what they read.
"""

import re
import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest
from desk_office import Families, make_families
from django.conf import LazySettings
from django.db import connection, transaction
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve, reverse
from django.utils import timezone
from page_rules import links
from protected_office import CANARY, opened, somebody

from samutphok.access.domain import Role, Viewer
from samutphok.access.models import Account
from samutphok.foundation.audit.models import Entry
from samutphok.protected.actions import Done, act_on, keep_facts, open_matter
from samutphok.protected.models import Matter
from samutphok.web.routes import LOGIN, ROUTES, Door

pytestmark = [pytest.mark.database, pytest.mark.django_db]

OTHERS = {
    Role.PROVINCE: "83",
    Role.GOVERNOR: "83",
    Role.AMPHOE: "8301",
    Role.TAMBON: "830101",
    Role.AGENCY_OFFICER: "83",
    Role.HOTLINE: "83",
}
MOST = {"other_province": 120}  # pages read; families and searches come first
BY_CHANCE = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"|name="(?:ask_id|act_id|number|key)" value="[^"]*"'
    r'|value="[0-9a-f]{8}-[0-9a-f-]{27}"|<time[^>]*>[^<]*</time>|\d{1,2}:\d{2}'
)
SAME_FOR_ALL = frozenset({*LOGIN, "healthz", "guides", "rights", "rights_sheet", "field", "field_worker", "demo_login"})
SEARCHES = ("/households/?q=%E0%B8%A1%E0%B8%B0%E0%B8%A5%E0%B8%B4", "/households/?area=8301", "/areas/8301/", "/audit/")


def routes(found: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for each in found:
        if isinstance(each, URLResolver):
            yield from routes(each.url_patterns)
        elif ROUTES.get(str(each.name)) not in (Door.CLOSED, Door.KEY, None) and each.name not in SAME_FOR_ALL:
            yield each


def read(viewer: Viewer, families: Families, most: int = 40) -> dict[str, tuple[int, str]]:
    """Every page that this person comes to by links and by addresses that they may guess; without a trace of the reading."""
    client = Client(raise_request_exception=False)
    client.force_login(Account.objects.get(pk=viewer.account_id), "samutphok.access.login.PasswordBackend")
    start = [reverse(str(one.name)) for one in routes(get_resolver().url_patterns) if not one.pattern.regex.groupindex]
    home = f"/households/{families.poor}/"
    waiting = [*SEARCHES, home, *(home + more for more in ("visits/", "openings/", "logbook.pdf", "help/")), *start]
    known, visits, pages = set(waiting), Counter[str](), dict[str, tuple[int, str]]()
    with transaction.atomic():
        while waiting and len(pages) < most:
            path = waiting.pop(0)
            name = path if path in SEARCHES else named(path)
            if visits[name]:
                continue
            visits[name] += 1
            answer = client.get(path)
            kind = answer.headers.get("Content-Type", "")
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            text = BY_CHANCE.sub("", body.decode()) if kind.startswith(("text/", "application/json")) else ""
            pages[path] = (answer.status_code, text)
            found = links(answer) if kind.startswith("text/html") and not answer.streaming else ()
            waiting += [link for link in found if link.startswith("/") and link not in known]
            known |= set(found)
        transaction.set_rollback(True)
    return pages


def named(path: str) -> str:
    """The route of an address, or the address when it leads nowhere."""
    try:
        return str(resolve(path.partition("?")[0]).view_name)
    except Resolver404:
        return path


def work_on_it(office: Viewer, families: Families) -> uuid.UUID:
    """A matter about the family, with every act that leaves a trace inside."""
    now = timezone.now()
    matter = opened(office, household_id=families.poor)
    open_matter(viewer=office, matter_id=matter, now=now)
    note = Done(uuid.uuid4(), "refer_police", CANARY, 0, date(2030, 1, 1))
    act_on(viewer=office, matter_id=matter, done=note, now=now)
    keep_facts(viewer=office, matter_id=matter, facts={"hiv": True}, now=now)
    return matter


def test_no_page_of_anybody_else_changes_by_a_byte() -> None:
    families, office = make_families(drawn=False), somebody("office", Role.PROVINCE)
    others = [
        somebody(f"other_{role}", role, area, agency="public-health" if role is Role.AGENCY_OFFICER else "")
        for role, area in OTHERS.items()
    ]
    before = {one.name: read(one, families, MOST.get(one.name, 40)) for one in others}
    matter = work_on_it(office, families)
    for one in others:
        seen, after = before[one.name], read(one, families, MOST.get(one.name, 40))
        assert len(seen) > 5
        assert [path for path in seen if seen[path] != after.get(path)] == [], one.name
        assert set(after) == set(seen)
        assert CANARY not in str(after)
        assert str(matter) not in str(after)


@pytest.mark.parametrize("role", [Role.PROVINCE, Role.AMPHOE, Role.HOTLINE, Role.AGENCY_OFFICER])
@pytest.mark.parametrize(
    "route", ["protected_matter", "protected_act", "protected_team", "protected_facts", "protected_glass"]
)
def test_a_matter_of_others_answers_as_one_that_is_not_there(client: Client, role: Role, route: str) -> None:
    families, office = make_families(drawn=False), somebody("office", Role.PROVINCE)
    agency = "public-health" if role is Role.AGENCY_OFFICER else ""
    other = somebody("other", role, OTHERS[role], agency=agency)
    client.force_login(Account.objects.get(pk=other.account_id), "samutphok.access.login.PasswordBackend")
    matter = work_on_it(office, families)
    given = {
        "act_id": str(uuid.uuid4()),
        "version": "1",
        "name": "note",
        "words": "x",
        "team": other.account_id,
        "said": "allow",
    }
    for method in ("get", "post", "put", "patch", "delete"):
        told = []
        for one in (matter, uuid.UUID("12345678-1234-4123-8123-123456789012")):
            answer = getattr(client, method)(reverse(route, args=[one]), given if method in ("get", "post") else None)
            told.append((answer.status_code, BY_CHANCE.sub("", answer.content.decode()).replace(str(one), "")))
        assert told[0] == told[1], (route, method)
        assert told[0][0] in (404, 405)


def test_the_auditor_learns_that_protected_acts_happened_and_never_whose(client: Client) -> None:
    families, office = make_families(drawn=False), somebody("office", Role.PROVINCE)
    auditor = somebody("auditor", Role.AUDITOR, "TH")
    client.force_login(Account.objects.get(pk=auditor.account_id), "samutphok.access.login.PasswordBackend")
    matter = work_on_it(office, families)
    rows = Entry.objects.filter(act__contains="protected")
    assert rows.count() == 4
    for row in rows:
        assert str(families.poor) not in str(row.__dict__)
        assert str(matter) not in str(row.__dict__)
        assert row.fields == ""
    page = client.get("/audit/").content.decode()
    assert "เรื่องคุ้มครอง" in page
    assert str(families.poor) not in page
    assert client.get(f"/protected/{matter}/").status_code == 404


def test_the_audit_of_the_family_stays_empty(client: Client) -> None:
    families, office = make_families(drawn=False), somebody("office", Role.PROVINCE)
    before = Entry.objects.filter(subject__contains=str(families.poor)).count()
    work_on_it(office, families)
    assert Entry.objects.filter(subject__contains=str(families.poor)).count() == before


def test_a_copy_of_the_database_tells_no_story_no_kind_and_no_family() -> None:
    families, office = make_families(drawn=False), somebody("office", Role.PROVINCE)
    work_on_it(office, families)
    tables = [name for name in connection.introspection.table_names() if name.startswith("protected_")]
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            held = str(cursor.fetchall())
            short = ("'hiv'", '"hiv"')  # three letters alone may stand in what is sealed, by chance
            for word in (CANARY, "violence", "police", *short, str(families.poor), families.poor.hex, "830101"):
                assert word not in held, (table, word)


def test_stories_of_all_lengths_are_sealed_in_steps() -> None:
    office = somebody("office", Role.PROVINCE)
    short, longer = opened(office, story="สั้น"), opened(office, story="ยาวกว่า" * 10)
    lengths = {len(row.sealed) for row in Matter.objects.filter(pk__in=[short, longer])}
    assert len(lengths) == 1


def test_the_page_keeps_no_copy_and_names_nothing_in_the_history_of_the_browser(
    client: Client, settings: LazySettings
) -> None:
    families, office = make_families(drawn=False), somebody("office", Role.PROVINCE)
    client.force_login(Account.objects.get(pk=office.account_id), "samutphok.access.login.PasswordBackend")
    matter = work_on_it(office, families)
    for path in ("/protected/", f"/protected/{matter}/", "/protected/new", "/protected/break"):
        answer = client.get(path)
        text = answer.content.decode()
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert re.search("<title>งานของทีม", text)
        assert "data-leave" in text


def test_a_member_works_on_it_at_its_page(client: Client) -> None:
    families, office = make_families(drawn=False), somebody("office", Role.PROVINCE)
    client.force_login(Account.objects.get(pk=office.account_id), "samutphok.access.login.PasswordBackend")
    given = {"kind": "abuse", "story": CANARY, "area": "8301", "family_text": "มะลิวัลย์"}
    looked = client.post("/protected/new", given | {"look": "yes"}).content.decode()
    assert str(families.poor) in looked
    made = client.post("/protected/new", given | {"open": "yes", "household": str(families.poor)})
    page = made.headers["Location"]
    version, act = {"version": "0"}, {"name": "plan_safety", "words": "แผน", "next_on": "1/12/2570"}
    first, second = ({"act_id": str(uuid.uuid4())} for _ in range(2))
    assert client.post(page + "act", act | version | first).status_code == 302
    assert client.post(page + "act", act | version | first).status_code == 302
    stale = client.post(page + "act", act | version | second)
    assert stale.status_code == 412
    assert "แผน" in stale.content.decode()
    assert client.post(page + "act", act | {"words": ""} | {"version": "1"} | second).status_code == 422
    client.post(page + "facts", {"hiv": "yes", "abandoned": "yes"})
    text = client.get(page).content.decode()
    assert "มะลิวัลย์" in text
    assert "เบี้ยยังชีพผู้ป่วยเอดส์" in text
    assert "1 ธันวาคม 2570" in text
