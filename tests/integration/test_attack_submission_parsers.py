"""XML made to break its reader: refused with 400 before anything is done, with bounded work, and nothing is kept."""

import socket
import time
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from phone_office import Phone, filled, multipart, phone, publish

from samutphok.api.openrosa.multipart import parts_of
from samutphok.kernel.errors import Error
from samutphok.submissions.models import Submission

pytestmark = [pytest.mark.database, pytest.mark.django_db]

GOOD = filled("uuid:1").decode()
XXE = '<!DOCTYPE data [<!ENTITY x SYSTEM "file://{path}">]>'
BOMB = (
    "<!DOCTYPE data [<!ENTITY a '"
    + "ha" * 50
    + "'>"
    + "".join(f"<!ENTITY {after} '{f'&{before};' * 10}'>" for before, after in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
DECLARED = '<?xml version="1.0" encoding="{}"?>'
HOSTILE = {
    "external entity": (XXE.format(path="/etc/passwd") + GOOD.replace("สังกะสี", "&x;")).encode(),
    "external DTD": ('<!DOCTYPE data SYSTEM "http://127.0.0.1:9/evil.dtd">' + GOOD).encode(),
    "parameter entity": ('<!DOCTYPE data [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p">%p;]>' + GOOD).encode(),
    "entity bomb": (BOMB + GOOD.replace("สังกะสี", "&i;")).encode(),
    "empty DTD": ("<!DOCTYPE data>" + GOOD).encode(),
    "deep nesting": GOOD.replace("สังกะสี", "<a>" * 5000 + "</a>" * 5000).encode(),
    "many elements": GOOD.replace("สังกะสี", "<a/>" * 300_000).encode(),
    "many attributes": GOOD.replace("<roof>", "<roof " + " ".join(f'a{n}="1"' for n in range(5000)) + ">").encode(),
    "NUL": GOOD.replace("สังกะสี", "a\x00b").encode(),
    "NUL reference": GOOD.replace("สังกะสี", "&#0;").encode(),
    "control sign": GOOD.replace("สังกะสี", "\x08").encode(),
    "bad UTF-8": GOOD.encode().replace("สังกะสี".encode(), b"\xe0\xb8"),
    "overlong UTF-8": GOOD.encode().replace("สังกะสี".encode(), b"\xc0\xbc"),
    "surrogate": GOOD.encode().replace("สังกะสี".encode(), b"\xed\xa0\x80"),
    "UTF-16": GOOD.encode("utf-16"),
    "UTF-16 without mark": GOOD.encode("utf-16-le"),
    "UTF-7": (DECLARED.format("utf-7") + "+ADwAIQ-DOCTYPE data+AD4-" + GOOD).encode(),
    "UTF-32": GOOD.encode("utf-32"),
    "EBCDIC": (DECLARED.format("cp037") + "<data/>").encode("cp037"),
    "TIS-620": (DECLARED.format("windows-874") + GOOD).encode("cp874"),
    "cut off": GOOD.encode()[:-20],
    "two roots": (GOOD + GOOD).encode(),
    "not XML": b"\x89PNG\r\n\x1a\n",
    "nothing": b"",
    "no form": GOOD.replace('id="roof"', "").encode(),
    "no instance": GOOD.replace("uuid:1", " ").encode(),
    "long instance": GOOD.replace("uuid:1", "u" * 100_000).encode(),
    "long form": GOOD.replace('id="roof"', f'id="{"r" * 201}"').encode(),
}


@pytest.fixture
def sender(settings: Any, tmp_path: Path) -> Phone:
    settings.SUBMISSION_FILES = tmp_path
    publish()
    return phone()


@pytest.fixture
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_where: object) -> None:
        raise AssertionError("something was asked for over the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_xml_is_400_and_leaves_nothing(sender: Phone, name: str, tmp_path: Path) -> None:
    answer = sender.send(HOSTILE[name], ("a.jpg", b"1"))
    assert answer.status_code == 400
    assert "root:" not in answer.content.decode()
    assert not Submission.objects.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@pytest.mark.usefixtures("_no_network")
@pytest.mark.parametrize("name", ["external DTD", "parameter entity", "external entity"])
def test_reading_it_reaches_for_nothing_outside(name: str) -> None:
    from samutphok.forms.domain.answers import open_submission
    from samutphok.forms.errors import UnsafeXml

    with pytest.raises(UnsafeXml):
        open_submission(HOSTILE[name])


@pytest.mark.parametrize("name", ["entity bomb", "deep nesting", "many elements", "many attributes"])
def test_the_work_of_reading_it_is_bounded(name: str) -> None:
    from samutphok.forms.domain.answers import open_submission
    from samutphok.forms.errors import UnsafeXml

    tracemalloc.start()
    began = time.process_time()
    with pytest.raises(UnsafeXml):
        open_submission(HOSTILE[name])
    spent, (_now, peak) = time.process_time() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert spent < 30
    assert peak < 200 * 1024**2


def test_what_only_looks_hostile_is_taken(sender: Phone) -> None:
    kept = [
        DECLARED.format("UTF-8") + GOOD,
        "\ufeff" + filled("uuid:2").decode(),
        filled("uuid:3", {"note": "&lt;!DOCTYPE x&gt; <![CDATA[<!ENTITY]]>"}).decode(),
        filled("uuid:4").decode().replace("<data ", "<?php echo 1 ?><data ", 1),
    ]
    assert [sender.send(xml.encode()).status_code for xml in kept] == [201] * 4


@given(body=st.binary(max_size=400), content_type=st.text(max_size=80))
def test_any_body_gives_parts_or_a_known_error(body: bytes, content_type: str) -> None:
    for kind in (content_type, "multipart/form-data; boundary=x"):
        try:
            parts_of(kind, b"--x\r\n" + body)
        except Error:
            continue


_CONTENT = st.binary(max_size=300).filter(lambda content: b"\r\n--x" not in b"\r\n" + content)


@examples(suppress_health_check=[HealthCheck.filter_too_much])
@given(xml=_CONTENT, files=st.lists(st.tuples(st.sampled_from(["a.jpg", "ภาพ 1.png"]), _CONTENT), max_size=4))
def test_parts_come_out_byte_for_byte(xml: bytes, files: list[tuple[str, bytes]]) -> None:
    body, kind = multipart(xml, *files, boundary="x")
    found = [(part.filename, part.content) for part in parts_of(kind, body)]
    assert found == [("submission.xml", xml), *files]
