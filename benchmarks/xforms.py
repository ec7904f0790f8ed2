"""How many public forms of others are published, served, shown, answered and exported: in a real browser, by our own server.

    SAMUTPHOK_XFORMS=/where/they/are .venv/bin/python benchmarks/xforms.py [--only WORD] [--answers]

The forms are ODK's test material (see the README beside them); they are read where they lie and never copied. An office
of its own is made in a temporary folder and served. For each form: it is published as the office would, fetched as a phone
would and compared byte for byte, opened on the desk's page for paper forms, answered question by question, sent, and what
the server reads from what it kept is compared with what was chosen. A form that cannot be published is still shown.
"""

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]
STEPS = ("published", "served", "shown", "answered", "exported")
_FORM = ".form-host form"


@dataclass(slots=True)
class Outcome:
    """How far one form came. reason: why it went no further."""

    name: str
    reached: set[str]
    reason: str = ""
    asked: int = 0
    given: int = 0
    seconds: float = 0.0


def main() -> int:
    asked = _arguments()
    folder = os.environ.get("SAMUTPHOK_XFORMS")
    if not folder:
        sys.exit("SAMUTPHOK_XFORMS names no folder of public forms.")
    files = [
        path for path in sorted(Path(folder).rglob("*")) if path.suffix in (".xml", ".xlsx") and asked.only in str(path)
    ]
    with tempfile.TemporaryDirectory(prefix="samutphok-xforms-") as place:
        os.environ |= {"SAMUTPHOK_DATA": place, "SAMUTPHOK_DEMO": "1", "DJANGO_ALLOW_ASYNC_UNSAFE": "1"}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samutphok.config.settings")
        import django

        django.setup()
        office = _office(Path(place))
        with _server() as address:
            outcomes = list(_try(files, Path(folder), office, address))
    _tell(outcomes)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", help="forms whose path has this word")
    return parser.parse_args()


@dataclass(frozen=True, slots=True)
class Office:
    """Who tries the forms: an officer at the desk, and a volunteer's phone. files: what is given where one is asked for."""

    token: str
    session: str
    files: dict[str, Path]


def _office(place: Path) -> Office:
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    from samutphok.access.actions import create_account, give_grant, give_key
    from samutphok.access.domain import Grant, NewAccount, Role
    from samutphok.access.models import Account
    from samutphok.access.queries import field_operator, operator

    call_command("migrate", verbosity=0, skip_checks=True)
    now = datetime.now(UTC)
    made = {}
    for name, role, area in (("officer", Role.PROVINCE, "83"), ("volunteer", Role.VOLUNTEER, "83010101")):
        new = NewAccount(name, "ผู้ทดสอบแบบ")
        made[name] = create_account(viewer=operator(now=now), account=new, password="ยากจะเดาได้-2569", now=now).id
        give_grant(viewer=operator(now=now), username=name, grant=Grant(role, (area,)), now=now)
    key = give_key(viewer=field_operator(now=now), account_id=made["volunteer"], now=now)
    client = Client()
    client.force_login(Account.objects.get(pk=made["officer"]))
    return Office(key.token, client.cookies[settings.SESSION_COOKIE_NAME].value, _files(place))


def _files(place: Path) -> dict[str, Path]:
    from PIL import Image

    photo, other = place / "photo.jpg", place / "sound.bin"
    Image.new("RGB", (1200, 900), "#0f5f63").save(photo)
    other.write_bytes(bytes(range(256)) * 8)
    return {"image": photo, "any": other}


@contextmanager
def _server() -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "samutphok.cli.main", "serve", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _second in range(120):
            try:
                urlopen(f"{address}/healthz", timeout=5).close()
                break
            except OSError:
                time.sleep(1)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=30)


def _try(files: list[Path], folder: Path, office: Office, address: str) -> Iterator[Outcome]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as browser:
        chromium = browser.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for path in files:
            context = chromium.new_context(
                locale="th-TH", timezone_id="Asia/Bangkok", viewport={"width": 1000, "height": 900}
            )
            context.add_cookies([{"name": "sessionid", "value": office.session, "url": address}])
            outcome = Outcome(str(path.relative_to(folder)), set())
            started = time.perf_counter()
            _one(path, office, address, context.new_page(), outcome)
            outcome.seconds = time.perf_counter() - started
            context.close()
            print(_line(outcome), file=sys.stderr, flush=True)
            yield outcome
        chromium.close()


def _one(path: Path, office: Office, address: str, page: Any, outcome: Outcome) -> None:
    from samutphok.kernel.errors import Error

    page.set_default_timeout(15_000)
    try:
        form = _publish(path)
    except Error as error:
        outcome.reason = f"not published: {error.problem.en} {error.remedy.en}"[:200]
        _show(path.read_bytes(), path, address, page, outcome)
        return
    outcome.reached.add("published")
    outcome.asked = form.questions
    if _served(form, office, address):
        outcome.reached.add("served")
    where = f"{address}/submissions/type/{quote(form.form_id, safe='')}"
    page.goto(f"{where}/open")
    if not _drawn(page, outcome):
        return
    _fill(page, office, outcome)


def _publish(path: Path) -> Any:
    """The only form of the office: many of these forms bear the same name."""
    from samutphok.access.queries import field_operator
    from samutphok.forms.actions import SentForm, examine_form, publish_form
    from samutphok.forms.models import Form, FormVersion, VersionFile
    from samutphok.submissions.models import Submission, SubmissionFile

    for rows in (SubmissionFile, Submission, VersionFile, FormVersion, Form):
        rows.objects.all().delete()
    beside = {
        one.name: one.read_bytes() for one in path.parent.iterdir() if one.is_file() and one.suffix not in (".xlsx",)
    }
    beside = {name: content for name, content in beside.items() if name != path.name and _asked_for(path, name)}
    now = datetime.now(UTC)
    examined = examine_form(SentForm(path.name, path.read_bytes(), beside))
    return publish_form(viewer=field_operator(now=now), examined=examined, area="", now=now).form


def _asked_for(path: Path, name: str) -> bool:
    return path.suffix == ".xlsx" or name.encode() in path.read_bytes()


def _served(form: Any, office: Office, address: str) -> bool:
    """A phone finds the form in its list and gets its exact bytes."""
    from xml.etree.ElementTree import fromstring

    from samutphok.forms.queries import form_xml

    key = f"{address}/v1/key/{office.token}"
    listed = fromstring(urlopen(f"{key}/formList?formID={quote(form.form_id)}").read())
    found = [one.text for one in listed.iter() if one.tag.endswith("downloadUrl")]
    return bool(found) and urlopen(str(found[0])).read() == form_xml(form_id=form.form_id, version=form.version)


def _show(xform: bytes, path: Path, address: str, page: Any, outcome: Outcome) -> None:
    """A form that was not published, put before the same page in place of one that was."""
    if path.suffix != ".xml":
        return
    page.route("**/form.xml", lambda route: route.fulfill(body=xform, content_type="text/xml"))
    _publish(HERE.parent / "samutphok" / "policy" / "forms" / "find.xml")
    page.goto(f"{address}/submissions/type/find/open")
    _drawn(page, outcome)


def _drawn(page: Any, outcome: Outcome) -> bool:
    from playwright.sync_api import TimeoutError

    try:
        page.wait_for_selector(f"{_FORM}, .typing-end", timeout=20_000)
    except TimeoutError:
        outcome.reason = outcome.reason or "not shown: nothing came within 20 s"
        return False
    if page.locator(_FORM).count() == 0:
        outcome.reason = outcome.reason or "not shown: the forms' engine cannot read it"
        return False
    outcome.reached.add("shown")
    return True


def _fill(page: Any, office: Office, outcome: Outcome) -> None:
    from xforms_answers import fill

    filled = fill(page, office.files)
    outcome.given = len(filled.given)
    if filled.problem:
        outcome.reason = f"not answered: {filled.problem}"
        return
    outcome.reached.add("answered")
    page.wait_for_selector(".typing-number, .typing-ways", timeout=15_000)
    if page.locator(".typing-number").count() == 0:
        outcome.reason = f"not kept: {page.locator('.typing-end').inner_text()}"[:200]
        return
    outcome.reason = _compare(filled)
    if not outcome.reason:
        outcome.reached.add("exported")


def _compare(filled: Any) -> str:
    """'' when everything that was chosen is what the server reads from what it kept; else the first difference."""
    from samutphok.submissions.models import Submission
    from samutphok.submissions.queries import submission_told

    told = submission_told(submission_id=Submission.objects.get().id)
    kept = {(one.path, one.places): one.value for one in told.answers.answers}
    for key, given in filled.given.items():
        value = kept.get(key, "")
        if given == "":  # a file: its name is in the answers, and it has come
            if value not in told.files:
                return f"the file of {'/'.join(key[0])} did not come"
        elif not value.startswith(given) and value != filled.shown[key]:
            return f"{'/'.join(key[0])}: chosen {given!r}, kept {value!r}"
    return ""


def _line(outcome: Outcome) -> str:
    marks = " ".join(step if step in outcome.reached else "-" * len(step) for step in STEPS)
    return (
        f"{outcome.name:<88.88} {marks} {outcome.given:>4} answers {outcome.seconds:>6.1f} s  {_short(outcome.reason)}"
    )


def _short(reason: str) -> str:
    return " ".join(reason.split())[:150]


def _tell(outcomes: list[Outcome]) -> None:
    for outcome in outcomes:
        print(_line(outcome))
    print(f"\n{len(outcomes)} forms in {sum(one.seconds for one in outcomes):,.0f} s")
    for step in STEPS:
        print(f"{step:<12}{sum(step in one.reached for one in outcomes):>5}")
    print("\nWhy the others went no further:")
    for outcome in outcomes:
        if outcome.reason:
            print(f"  {outcome.name}: {_short(outcome.reason)}")


if __name__ == "__main__":
    sys.exit(main())
