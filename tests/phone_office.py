"""An office with phones: a volunteer with a key, a small published form, and what phones send."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from samutphok.access.actions import create_account, give_grant, give_key
from samutphok.access.domain import Grant, NewAccount, Role
from samutphok.access.models import Account
from samutphok.access.queries import operator, viewer_of
from samutphok.forms.models import Form, FormVersion
from samutphok.kernel.errors import Bilingual
from samutphok.submissions.models import Submission

VILLAGE = "83010101"
TAMBON = "830101"
FORM = "roof"
ANSWERS: dict[str, str] = {"roof": "สังกะสี", "note": "หลังคารั่ว"}

XFORM = """<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:orx="http://openrosa.org/xforms">
<h:head><h:title>หลังคาบ้าน</h:title><model>
<instance><data id="{form_id}" version="{version}"><roof/><note/><photo/><place/><needs/>
<members jr:template="" xmlns:jr="http://openrosa.org/javarosa"><name/><age/><bags jr:template=""><what/></bags></members>
<orx:meta><orx:instanceID/><orx:deprecatedID/></orx:meta></data></instance>
<bind nodeset="/data/roof" type="string"/><bind nodeset="/data/note" type="string"/>
<bind nodeset="/data/photo" type="binary"/><bind nodeset="/data/place" type="geopoint"/>
<bind nodeset="/data/needs" type="string"/>
<bind nodeset="/data/members/name" type="string"/><bind nodeset="/data/members/age" type="int"/>
<bind nodeset="/data/members/bags/what" type="string"/>
</model></h:head>
<h:body><input ref="/data/roof"><label>หลังคา</label></input><input ref="/data/note"><label>หมายเหตุ</label></input>
<upload ref="/data/photo" mediatype="image/*"><label>ภาพ</label></upload><input ref="/data/place"><label>ที่ตั้ง</label></input>
<select ref="/data/needs"><label>ต้องการ</label><item><label>ข้าว</label><value>rice</value></item>
<item><label>ยา</label><value>medicine</value></item></select>
<group ref="/data/members"><label>สมาชิก</label><repeat nodeset="/data/members">
<input ref="/data/members/name"><label>ชื่อ</label></input>
<input ref="/data/members/age"><label>อายุ</label></input>
<group ref="/data/members/bags"><label>ถุง</label><repeat nodeset="/data/members/bags">
<input ref="/data/members/bags/what"><label>อะไร</label></input></repeat></group>
</repeat></group></h:body></h:html>"""


@dataclass(frozen=True, slots=True)
class Phone:
    """A volunteer's phone."""

    account: Account
    key_id: UUID
    token: str

    @property
    def address(self) -> str:
        """Below this lies everything that the phone asks."""
        return f"/v1/key/{self.token}"

    def send(self, xml: bytes, *files: tuple[str, bytes], client: Client | None = None, **fields: str) -> HttpResponse:
        """One POST of a form, as a phone sends it."""
        body, kind = multipart(xml, *files, **fields)
        return (client or Client()).post(f"{self.address}/submission", body, content_type=kind)

    def receipts(self, *instances: str) -> list[dict[str, object]]:
        """What the server says it has."""
        asked = {"instances": list(instances)}
        answer = Client().post(f"{self.address}/receipts", asked, content_type="application/json")
        assert answer.status_code == 200, answer.content
        return answer.json()["receipts"]


def phone(username: str = "volunteer", *areas: str) -> Phone:
    """A volunteer of the village with a key."""
    now = timezone.now()
    made = create_account(viewer=operator(now=now), account=NewAccount(username, "อสม. ทดสอบ"), now=now)
    give_grant(viewer=operator(now=now), username=username, grant=Grant(Role.VOLUNTEER, areas or (TAMBON,)), now=now)
    coordinator = _coordinator()
    given = give_key(viewer=viewer_of(coordinator, now=timezone.now()), account_id=made.id, now=timezone.now())
    return Phone(Account.objects.get(pk=made.id), given.key.id, given.token)


def _coordinator() -> Account:
    found = Account.objects.filter(username="coordinator").first()
    if found:
        return found
    now = timezone.now()
    create_account(viewer=operator(now=now), account=NewAccount("coordinator", "ผู้ประสานงาน"), now=now)
    give_grant(viewer=operator(now=now), username="coordinator", grant=Grant(Role.PROVINCE, ("83",)), now=now)
    return Account.objects.get(username="coordinator")


def publish(form_id: str = FORM, version: str = "1", xform: str = XFORM) -> FormVersion:
    """A published version, written directly: publishing itself is tested elsewhere."""
    raw = xform.format(form_id=form_id, version=version).encode()
    form, _ = Form.objects.get_or_create(form_id=form_id)
    return FormVersion.objects.create(
        form=form,
        number=form.versions.count() + 1,
        version=version,
        title="หลังคาบ้าน",
        xform=raw,
        size=len(raw),
        md5=hashlib.md5(raw).hexdigest(),
        sha256=hashlib.sha256(raw).hexdigest(),
        questions=7,
        validated=True,
        source="test.xml",
        published_by="test",
        published_at=timezone.now(),
    )


def filled(
    instance: str = "",
    answers: Mapping[str, str] = ANSWERS,
    *,
    form_id: str = FORM,
    version: str = "1",
    deprecates: str = "",
    inner: str = "",
) -> bytes:
    """A form filled in. inner: more XML beside the answers."""
    said = "".join(f"<{name}>{value}</{name}>" for name, value in answers.items())
    old = f"<orx:deprecatedID>{deprecates}</orx:deprecatedID>" if deprecates else ""
    return (
        f'<data id="{form_id}" version="{version}" xmlns:orx="http://openrosa.org/xforms">{said}{inner}'
        f"<orx:meta><orx:instanceID>{instance or f'uuid:{uuid4()}'}</orx:instanceID>{old}</orx:meta></data>"
    ).encode()


def multipart(
    xml: bytes, *files: tuple[str, bytes], boundary: str = "------samutphok", **fields: str
) -> tuple[bytes, str]:
    """The body and content type of a submission."""
    parts = [(f'name="{name}"', value.encode()) for name, value in fields.items()]
    parts.append(('name="xml_submission_file"; filename="submission.xml"', xml))
    parts += [(f'name="{name}"; filename="{name}"', content) for name, content in files]
    body = b"".join(
        f"--{boundary}\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + content + b"\r\n"
        for head, content in parts
    )
    return body + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"


def standing(instance: str) -> list[str]:
    """Where every copy of the instance stands, in the order of arrival."""
    rows = Submission.objects.filter(instance_id=instance).order_by("received_at", "id")
    return list(rows.values_list("standing", flat=True))


def said(text: Bilingual, response: HttpResponse) -> bool:
    """Whether a Thai answer says this."""
    return text.th in response.content.decode()
