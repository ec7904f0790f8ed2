"""How many filled-in forms of 250 questions the server keeps in a second, each on the disk before its sender hears 201.

    python benchmarks/submissions.py                              SQLite, in a folder of its own
    SAMUTPHOK_DATABASE_URL=postgresql://... python benchmarks/submissions.py      an empty PostgreSQL

`samutphok serve` runs as in production: gunicorn, the worker that reads what came in, on PostgreSQL the audit's sealer.
1, 8 and 32 phones, each with a key and a connection of its own, send one form after the other over loopback for
`--seconds` each; 503 is tried again. Every acknowledged instanceID goes into a journal; in the end the journal and the
database must name the same, each once, or the script ends with 1. The generator shares the machine with the server, so its CPU
seconds stand beside. Ratios compare with one phone.
"""

import argparse
import http.client
import json
import os
import random
import resource
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

QUESTIONS = 250
BOUNDARY = "samutphokbenchmark"
WORDS = [
    "บ้าน",
    "หลังคา",
    "น้ำ",
    "ไฟ",
    "รั่ว",
    "ชำรุด",
    "ลูก",
    "แม่",
    "ยาย",
    "ป่วย",
    "ทำงาน",
    "รับจ้าง",
    "ไม่มี",
    "ปานกลาง",
    "ดี",
    "ต้องการ",
    "ซ่อม",
    "ข้าว",
    "ยา",
    "เรียน",
]
INSTANCE = b"@@instance@@"


@dataclass
class Round:
    """What one number of phones has come to. times in seconds, of acknowledged forms; busy: answers 503."""

    clients: int
    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    busy: int = 0
    wrong: dict[int, int] = field(default_factory=dict)
    generator_cpu: float = 0.0
    server_cpu: float = 0.0

    def share(self, percent: int) -> float:
        """Milliseconds within which that share of the forms was acknowledged."""
        return statistics.quantiles(self.times, n=100, method="inclusive")[percent - 1] * 1000


def main() -> int:
    """Prepares an office, serves it, sends, compares journal and database."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 8, 32])
    parser.add_argument("--prepare", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--kept", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.prepare:
        return prepare(args.prepare)
    if args.kept:
        return print_kept()
    with tempfile.TemporaryDirectory(prefix="samutphok-submissions-") as folder:
        environment = {**os.environ, "SAMUTPHOK_DATA": folder, "SAMUTPHOK_LOG": "ERROR"}
        return measure(args, environment)


def measure(args: argparse.Namespace, environment: dict[str, str]) -> int:
    """The rounds, one after the other on one server."""
    port = free_port()
    server = serve(port, environment)
    try:
        tokens = json.loads(own(["--prepare", str(max(args.clients))], environment))
        journal: list[str] = []
        rounds = []
        for clients in args.clients:
            print(f"{clients} phones for {args.seconds} s ...", file=sys.stderr)
            rounds.append(send(port, tokens[:clients], args.seconds, server.pid, journal))
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=60)
    kept = json.loads(own(["--kept"], environment))
    return report(rounds, journal, kept, "PostgreSQL" if environment.get("SAMUTPHOK_DATABASE_URL") else "SQLite")


def send(port: int, tokens: list[str], seconds: int, server: int, journal: list[str]) -> Round:
    """So many phones at once, for so long."""
    result, lock = Round(len(tokens)), threading.Lock()
    templates = [body(random.Random(number)) for number in range(8)]
    cpu, before, started = resource.getrusage(resource.RUSAGE_SELF), cpu_of(server), time.monotonic()
    end = started + seconds
    threads = [
        threading.Thread(target=phone, args=(port, token, templates, end, result, journal, lock)) for token in tokens
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    result.seconds = time.monotonic() - started
    used = resource.getrusage(resource.RUSAGE_SELF)
    result.generator_cpu = used.ru_utime + used.ru_stime - cpu.ru_utime - cpu.ru_stime
    result.server_cpu = cpu_of(server) - before
    return result


def phone(
    port: int,
    token: str,
    templates: list[bytes],
    end: float,
    result: Round,
    journal: list[str],
    lock: threading.Lock,
) -> None:
    """One phone: form after form over its own connection, each until it is acknowledged."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    number = 0
    while time.monotonic() < end:
        number += 1
        instance = f"uuid:{uuid4()}"
        content = templates[number % len(templates)].replace(INSTANCE, instance.encode())
        status, began = 0, time.monotonic()
        while status not in (201, 202):
            try:
                connection.request("POST", f"/v1/key/{token}/submission", content, headers)
                answer = connection.getresponse()
                answer.read()
                status = answer.status
            except (http.client.HTTPException, OSError):
                connection.close()  # the server ended an idle connection; the form is still here
                continue
            if status == 503:
                with lock:
                    result.busy += 1
                time.sleep(0.2)
            elif status not in (201, 202):
                with lock:
                    result.wrong[status] = result.wrong.get(status, 0) + 1
                return
        took = time.monotonic() - began
        with lock:
            result.times.append(took)
            journal.append(instance)
    connection.close()


def body(chance: random.Random) -> bytes:
    """The multipart body of a filled-in form of 250 questions, Thai words and numbers."""
    answers = "".join(f"<q{number}>{answer(chance, number)}</q{number}>" for number in range(QUESTIONS))
    xml = (
        f'<data id="benchmark" version="1" xmlns:orx="http://openrosa.org/xforms">{answers}'
        f"<orx:meta><orx:instanceID>{INSTANCE.decode()}</orx:instanceID></orx:meta></data>"
    )
    head = 'Content-Disposition: form-data; name="xml_submission_file"; filename="submission.xml"'
    return f"--{BOUNDARY}\r\n{head}\r\nContent-Type: text/xml\r\n\r\n{xml}\r\n--{BOUNDARY}--\r\n".encode()


def answer(chance: random.Random, number: int) -> str:
    """A number, a choice or some words."""
    if number % 3 == 0:
        return str(chance.randrange(100_000))
    return " ".join(chance.choices(WORDS, k=1 if number % 3 == 1 else 6))


def xform() -> str:
    """The form that they fill in: every third question a number, and a photograph that nobody took."""
    kinds = ["int" if number % 3 == 0 else "string" for number in range(QUESTIONS)]
    leaves = "".join(f"<q{number}/>" for number in range(QUESTIONS))
    binds = "".join(f'<bind nodeset="/data/q{number}" type="{kind}"/>' for number, kind in enumerate(kinds))
    inputs = "".join(
        f'<input ref="/data/q{number}"><label>คำถามที่ {number}</label></input>' for number in range(QUESTIONS)
    )
    return (
        '<?xml version="1.0"?><h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" '
        'xmlns:orx="http://openrosa.org/xforms"><h:head><h:title>แบบวัดความเร็ว</h:title><model><instance>'
        f'<data id="benchmark" version="1">{leaves}<photo/><orx:meta><orx:instanceID/></orx:meta></data></instance>{binds}'
        '<bind nodeset="/data/photo" type="binary"/></model></h:head>'
        f'<h:body>{inputs}<upload ref="/data/photo" mediatype="image/*"><label>ภาพ</label></upload></h:body></h:html>'
    )


def prepare(phones: int) -> int:
    """In a process of its own: the form published, a volunteer with a key for each phone; prints the keys."""
    django_office()
    import hashlib

    from django.utils import timezone

    from samutphok.access.actions import create_account, give_grant, give_key
    from samutphok.access.domain import Grant, NewAccount, Role
    from samutphok.access.queries import operator, viewer_by_id
    from samutphok.forms.models import Form, FormVersion

    now = timezone.now()
    raw = xform().encode()
    FormVersion.objects.create(
        form=Form.objects.create(form_id="benchmark"),
        number=1,
        version="1",
        title="benchmark",
        xform=raw,
        size=len(raw),
        md5=hashlib.md5(raw).hexdigest(),
        sha256=hashlib.sha256(raw).hexdigest(),
        questions=QUESTIONS,
        validated=True,
        source="benchmark",
        published_by="benchmark",
        published_at=now,
    )
    office = operator(now=now)
    coordinator = create_account(viewer=office, account=NewAccount("coordinator", "coordinator"), now=now)
    give_grant(viewer=office, username="coordinator", grant=Grant(Role.PROVINCE, ("83",)), now=now)
    giver = viewer_by_id(str(coordinator.id), now=timezone.now())
    tokens = []
    for number in range(phones):
        name = f"volunteer{number}"
        made = create_account(viewer=office, account=NewAccount(name, name), now=now)
        give_grant(viewer=office, username=name, grant=Grant(Role.VOLUNTEER, ("830101",)), now=now)
        tokens.append(give_key(viewer=giver, account_id=made.id, now=timezone.now()).token)
    print(json.dumps(tokens))
    return 0


def print_kept() -> int:
    """In a process of its own: every instanceID in the database, as often as it is there."""
    django_office()
    from samutphok.submissions.models import Submission

    print(json.dumps(list(Submission.objects.values_list("instance_id", flat=True))))
    return 0


def report(rounds: list[Round], journal: list[str], kept: list[str], database: str) -> int:
    """The table, and whether journal and database agree."""
    base = rounds[0].times and len(rounds[0].times) / rounds[0].seconds
    print(f"\n{database}, forms of {QUESTIONS} questions, {len(body(random.Random(0))) / 1024:.0f} kB each\n")
    print("| phones | forms/s | to one | p50 ms | p95 ms | p99 ms | 503 | other | server CPU s | generator CPU s |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for one in rounds:
        rate = len(one.times) / one.seconds
        shares = " | ".join(f"{one.share(percent):.0f}" for percent in (50, 95, 99))
        print(
            f"| {one.clients} | {rate:.0f} | {rate / base:.2f} | {shares} | {one.busy} | {sum(one.wrong.values())} "
            f"| {one.server_cpu:.1f} | {one.generator_cpu:.1f} |"
        )
    same = sorted(journal) == sorted(kept)
    print(
        f"\nAcknowledged: {len(journal):,}. In the database: {len(kept):,}. {'The same.' if same else 'THEY DIFFER.'}"
    )
    return 0 if same and not any(one.wrong for one in rounds) else 1


def serve(port: int, environment: dict[str, str]) -> "subprocess.Popen[bytes]":
    """`samutphok serve`, once it answers."""
    command = [sys.executable, "-m", "samutphok.cli.main", "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    for _ in range(600):
        if server.poll() is not None:
            raise SystemExit("samutphok serve ended; its message stands above")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
                return server
        except OSError:
            time.sleep(0.5)
    server.terminate()
    raise SystemExit("samutphok serve did not answer within five minutes")


def own(words: list[str], environment: dict[str, str]) -> str:
    """The output of this script, asked for one thing, in the office's environment."""
    return subprocess.run(
        [sys.executable, __file__, *words], env=environment, check=True, capture_output=True, text=True
    ).stdout


def cpu_of(pid: int) -> float:
    """CPU seconds of a process and of all that it has started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    spent = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    return sum(int(ticks) for ticks in spent[11:15]) / os.sysconf("SC_CLK_TCK") + sum(
        cpu_of(int(one)) for one in children
    )


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def django_office() -> None:
    """Django, in the environment that is given."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samutphok.config.settings")
    import django

    django.setup()


if __name__ == "__main__":
    sys.exit(main())
