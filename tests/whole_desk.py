"""A desk on which there is one thing of every kind, and a walk through it by its own links as each of the demo's people."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import partial
from urllib.parse import urlsplit

from desk_office import Families, make_families
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse
from django.utils import timezone
from field_office import make_demo_work
from help_office import make_demo_help
from page_rules import links
from request_office import make_demo_request
from visit_office import Filled, make_form, send, tell, volunteer

from samutphok.access.actions.demo import make_demo_accounts
from samutphok.access.models import Account
from samutphok.access.queries import field_operator
from samutphok.cli.demo_allocation import make_shares
from samutphok.cli.demo_definitions import make_definitions
from samutphok.cli.demo_homes import make_homes
from samutphok.cli.demo_livelihoods import make_livelihoods
from samutphok.cli.demo_notices import make_notices
from samutphok.cli.demo_programmes import make_programmes
from samutphok.cli.demo_uptake import make_uptake
from samutphok.forms.actions import publish_shipped
from samutphok.kernel.errors import Bilingual
from samutphok.quality.actions import measure_all
from samutphok.submissions.actions import settle
from samutphok.submissions.domain.submission import Standing
from samutphok.web.routes import ROUTES, Door

VISITS = {
    "notice": 8
}  # addresses of one route that a role opens, else two; which notice may be changed is the writer's


def patterns(found: list[URLPattern | URLResolver]) -> list[URLPattern]:
    """Every route of the resolver, however deep, that gives pages to people: closed ones and phones' doors do not."""
    every = [
        one for each in found for one in (patterns(each.url_patterns) if isinstance(each, URLResolver) else [each])
    ]
    return [one for one in every if ROUTES.get(str(one.name)) not in (Door.CLOSED, Door.KEY)]


def asks_for_an_id(route: URLPattern) -> bool:
    return bool(route.pattern.regex.groupindex)


def entered(who: str) -> Client:
    """A client logged in as one of the demo's people, or as nobody."""
    client = Client(raise_request_exception=False)
    if who:
        client.force_login(Account.objects.get(username=who), "samutphok.access.login.PasswordBackend")
    return client


def walk(client: Client) -> Iterator[tuple[str, str, HttpResponse, int]]:
    """Each page that links lead to: its route, its address, the answer, and how many queries it took."""
    waiting = [reverse(str(route.name)) for route in patterns(get_resolver().url_patterns) if not asks_for_an_id(route)]
    known, visits = set(waiting), Counter[str]()
    while waiting:
        path = waiting.pop(0)
        name = resolve(path).view_name
        if visits[name] >= VISITS.get(name, 2) or name == "account_logout":
            continue
        visits[name] += 1
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(path)
        if not answer.headers.get("Content-Type", "").startswith("text/html") or answer.status_code in {301, 302}:
            continue
        yield name, path, answer, count(asked)
        found = dict.fromkeys(urlsplit(where).path for where in links(answer) if where.startswith("/"))
        waiting += [path for path in found if path not in known and not path.startswith("/static/")]
        known |= found.keys()


def kinds(who: str, seen: set[str]) -> Iterator[tuple[str, str]]:
    """The first page of each route that this person comes to and that is not in `seen`, which grows: its route, its address.

    Everybody's own first page is among them, and is asked for its links, as are all lists somebody else has not seen.
    """
    client = entered(who)
    routes = [str(route.name) for route in patterns(get_resolver().url_patterns) if not asks_for_an_id(route)]
    waiting = list(dict.fromkeys(["/", *(reverse(name) for name in routes if name not in seen)]))
    lists, known = {reverse(name) for name in routes}, set(waiting)
    while waiting:
        address = waiting.pop(0)
        name = resolve(urlsplit(address).path).view_name
        if name == "account_logout" or (name in seen and address not in lists):
            continue
        answer = client.get(address)
        if answer.status_code != 200 or answer.streaming or b"<html" not in answer.content[:500]:
            continue  # a form's own address, a file, a part of a page
        if name not in seen or address == "/":
            seen.add(name)
            yield name, address
        found = dict.fromkeys(where.partition("#")[0] for where in links(answer) if where.startswith("/"))
        waiting += [one for one in found if one not in known and not one.startswith("/static/")]
        known |= found.keys()


def count(asked: CaptureQueriesContext) -> int:
    """Queries without the frames of transactions, which cost no time of their own."""
    return sum(not re.match("(SAVEPOINT|RELEASE|BEGIN|COMMIT)", one["sql"]) for one in asked.captured_queries)


def make_whole_desk() -> Families:
    """The families, the demo's people, and what they have written to each other. The installation is a demo (settings.DEMO)."""
    now = timezone.now()
    made = make_families()
    make_demo_accounts(now=now)
    make_notices(now=now)
    make_homes(now=timezone.now(), say=lambda _text: None)
    make_programmes(now=timezone.now(), say=lambda _text: None)
    make_definitions(now=now, say=partial(str))
    publish_shipped(viewer=field_operator(now=now), now=now)
    make_form()
    for username, water in (("somsri", "1"), ("mana", "0")):  # neither has seen what the other says
        tell(volunteer(username), Filled(made.target, {"bmn9": water}, base=1))
    unread = send(volunteer("malee"), Filled(made.target, {"bmn9": "1"}, base=1))
    settle(submission_id=unread, standing=Standing.UNREADABLE, problem=Bilingual("อ่านไม่ได้", "It cannot be read."))
    make_demo_work(made, str(Account.objects.get(username="volunteer").pk))
    make_demo_request()
    make_demo_help(made)
    measure_all(now=now)
    make_uptake(now=timezone.now(), say=lambda _text: None)
    make_livelihoods(now=timezone.now(), say=lambda _text: None)
    make_shares(now=timezone.now(), say=lambda _text: None)
    return made
