"""A small office for tests of the desk: one account, and families in two tambons of Phuket on a drawn list."""

from dataclasses import dataclass
from uuid import UUID

from django.test import Client
from django.utils import timezone
from register_rows import NOW, row, stage, synthetic_pid, viewer

from samutphok.access.actions import create_account, give_grant
from samutphok.access.domain import Grant, NewAccount, Role
from samutphok.access.models import Account
from samutphok.access.queries import operator
from samutphok.areas.actions import note_area, note_areas
from samutphok.linkage.actions import attach_batch
from samutphok.registry.models import Household
from samutphok.targeting.actions import draw_list

PASSWORD = "ยากจะเดาได้-2569"
WATER = {"bmn9": 0, "bmn22": 0}  # fails drinking water and income


@dataclass(frozen=True, slots=True)
class Families:
    """The ids of the families: poor and on welfare, poor and not, and one that fails nothing."""

    target: UUID
    poor: UUID
    well: UUID


def log_in(client: Client, role: Role = Role.PROVINCE, *areas: str, username: str = "officer") -> Account:
    """Logs the client in as somebody with one grant; the province of Phuket unless other areas are given."""
    now = timezone.now()
    created = create_account(
        viewer=operator(now=now), account=NewAccount(username, "เจ้าหน้าที่ทดสอบ"), password=PASSWORD, now=now
    )
    give_grant(viewer=operator(now=now), username=username, grant=Grant(role, areas or ("83",)), now=now)
    account = Account.objects.get(pk=created.id)
    client.force_login(account)
    return account


def make_families(*, drawn: bool = True) -> Families:
    """Three families, each in a village of its own; the first has an aid payment behind it.

    drawn: the list is drawn too, which takes most of the time; False for tests that ask for no level.
    """
    places = ("83010101", "83010102", "83030301")
    note_areas(set(places), seen_on=NOW.date())
    names = {"83": "ภูเก็ต", "8301": "เมืองภูเก็ต", "830101": "ตลาดใหญ่", "8303": "ถลาง", "830303": "เชิงทะเล"}
    for code, name in names.items():
        note_area(code, name_th=name, seen_on=NOW.date())
    people = [
        ("สมชาย", "ใจดี", places[0], WATER),
        ("มะลิวัลย์", "ทองแท้", places[1], WATER),
        ("ประเสริฐ", "สุขสม", places[2], {}),
    ]
    survey = [
        row(first, last, title="นาย", sex="M", birth_date="1950-05-12", pid=synthetic_pid(number), area_code=place)
        | {"house_code": f"8301000000{number}", "family_no": "1", "income_per_person": 20_000.0 * number}
        | {f"bmn{indicator}": 1 for indicator in (1, 8, 9, 11, 20, 22)}
        | failed
        for number, (first, last, place, failed) in enumerate(people, start=1)
    ]
    who = {"pid": synthetic_pid(1), "birth_date": "1950-05-12"}
    attach_batch(stage("bmn_survey", survey), now=NOW)
    attach_batch(stage("state_welfare", [row("สมชาย", "ใจดี", validated=1, **who)]), now=NOW)
    aid = row(
        "สมชาย", "ใจดี", aid_kind="เงินสงเคราะห์ครอบครัว", amount=3000.0, paid_on="2018-03-09", agency="พมจ.ภูเก็ต", **who
    )
    attach_batch(stage("provincial_aid", [aid]), now=NOW)
    if drawn:
        draw_list(viewer=viewer("83"), area_prefix="83", as_of=NOW.date(), now=NOW)
    ids = dict(Household.objects.values_list("area_code", "id"))
    return Families(*(ids[place] for place in places))
