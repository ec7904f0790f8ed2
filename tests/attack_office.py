"""An office under attack: real accounts, registers received through the desk's own form, and everything that it writes."""

import io
import logging
import logging.config
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from intake_files import SURVEY, WELFARE, csv_bytes

from samutphok.access.actions import create_account, give_grant
from samutphok.access.domain import Grant, NewAccount, Role
from samutphok.access.models import Account
from samutphok.access.queries import operator
from samutphok.intake.models import Batch

PASSWORD = "ยากจะเดาได้-2569"
DISABILITY = ("pid", "title", "first_name", "last_name", "birth_date", "area_code", "disability_type")
COLUMNS = {"bmn_survey": SURVEY, "state_welfare": WELFARE, "disability": DISABILITY}


def log_in(client: Client, role: Role = Role.PROVINCE, *areas: str, username: str = "officer") -> Account:
    """Logs the client in as somebody with one grant; the province of Phuket unless other areas are given."""
    now = timezone.now()
    person = NewAccount(username, "เจ้าหน้าที่ทดสอบ", email=f"{username}@example.org")
    made = create_account(viewer=operator(now=now), account=person, password=PASSWORD, now=now)
    give_grant(viewer=operator(now=now), username=username, grant=Grant(role, areas or ("83",)), now=now)
    account = Account.objects.get(pk=made.id)
    client.force_login(account)
    return account


def send(client: Client, raw: bytes, name: str, **fields: str) -> HttpResponse:
    """A file through the upload form, to the page that asks what its sender thinks of it."""
    return client.post("/imports/new", {"file": SimpleUploadedFile(name, raw), **fields}, follow=True)


def confirm(client: Client, previewed: HttpResponse, **more: str) -> HttpResponse:
    """The button under the preview, with whatever else somebody adds to it."""
    return client.post(f"/imports/waiting/{previewed.context['draft'].id}/receive", {**said(previewed), **more})


def said(previewed: HttpResponse) -> dict[str, str]:
    """What the form of a draft's page would send as it stands."""
    draft = previewed.context["draft"]
    choice = draft.choice
    fields = {"register": choice.register, "table": str(choice.table), "header_row": str(choice.header_row)}
    fields |= {"delimiter": choice.delimiter, "as_of": draft.as_of.isoformat() if draft.as_of else ""}
    fields |= {f"column_{place}": mapped.name for place, mapped in choice.columns.items()}
    return fields | {f"constant_{name}": text for name, text in choice.constants.items()}


def receive(client: Client, register: str, rows: Sequence[Mapping[str, str]], **said: str) -> Batch:
    """A register through form and preview, to the batch that waits for the worker. said: more of the form, as its `as_of`."""
    previewed = send(client, csv_bytes(COLUMNS[register], rows), f"{register}.csv", register=register, **said)
    assert previewed.status_code == 200, previewed.content.decode()
    assert confirm(client, previewed).status_code == 302
    return Batch.objects.latest("received_at")


def work() -> None:
    """What the worker does until nothing waits."""
    call_command("db_worker", batch=True, startup_delay=False, verbosity=0)


@contextmanager
def logged() -> Iterator[io.StringIO]:
    """Everything that an installation with SAMUTPHOK_LOG=DEBUG would write to its log."""
    written, configured = io.StringIO(), deepcopy(settings.LOGGING)
    configured["root"]["level"] = "DEBUG"
    configured["handlers"]["console"] = {"()": lambda: logging.StreamHandler(written), "formatter": "line"}
    logging.config.dictConfig(configured)
    try:
        yield written
    finally:
        logging.config.dictConfig(settings.LOGGING)
