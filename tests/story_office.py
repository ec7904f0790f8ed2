"""The office of one family's story: a mother alone, two children, a grandmother, everybody who helps, and days that pass."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from areas_noted import noted
from attack_office import work
from desk_office import PASSWORD
from django.test import Client
from django.utils import timezone
from phone_office import Phone, phone
from register_rows import NOW, row, stage, synthetic_pid, viewer
from visit_office import Filled, make_form

from samutphok.access.actions import create_account, give_grant
from samutphok.access.domain import Grant, NewAccount, Role
from samutphok.access.models import Account
from samutphok.access.queries import operator
from samutphok.areas.actions import note_areas
from samutphok.linkage.actions import attach_batch
from samutphok.referrals.actions import turn_clocks
from samutphok.registry.models import Household, Person
from samutphok.targeting.actions import draw_list

VILLAGE, TAMBON, PROVINCE = "83010101", "830101", "83"
MOTHER, GRANDMOTHER = "วันเพ็ญ", "ทองใบ"

# Who works in the story: role, area and agency of each account.
PEOPLE: dict[str, tuple[Role, str, str]] = {
    "hotline": (Role.HOTLINE, PROVINCE, ""),
    "worker": (Role.PROVINCE, PROVINCE, ""),
    "chief": (Role.PROVINCE, PROVINCE, ""),
    "centre": (Role.TAMBON, TAMBON, ""),
    "education": (Role.AGENCY_OFFICER, PROVINCE, "education"),
    "labour": (Role.AGENCY_OFFICER, PROVINCE, "labour"),
    "health": (Role.AGENCY_OFFICER, PROVINCE, "public-health"),
    "governor": (Role.GOVERNOR, PROVINCE, ""),
}
TITLES = {
    "hotline": "เจ้าหน้าที่ 1300",
    "worker": "ผู้จัดการเคส",
    "chief": "หัวหน้ากลุ่มงาน พมจ.",
    "centre": "ศูนย์ช่วยเหลือสังคมตำบล",
    "education": "ศึกษาธิการจังหวัด",
    "labour": "แรงงานจังหวัด",
    "health": "สาธารณสุขจังหวัด",
    "governor": "ผู้ว่าราชการจังหวัด",
}


@dataclass(frozen=True, slots=True)
class Family:
    """The family, and the mother as the registers know her."""

    id: UUID
    mother: UUID


class Days:
    """The clock of the whole office, which only goes forward; the clocks of referrals are turned each time."""

    def __init__(self) -> None:
        self._real, self._shift = timezone.now, timedelta()

    def now(self) -> datetime:
        """The office's time."""
        return self._real() + self._shift

    def pass_by(self, *, days: int) -> None:
        """So many days pass; what fell due meanwhile is done by the job of the clocks, at the hour at which it looks."""
        self._shift += timedelta(days=days)
        turn_clocks(now=self.now())
        work()


@contextmanager
def passing_days(patch: pytest.MonkeyPatch) -> Iterator[Days]:
    """An office whose days can pass."""
    days = Days()
    patch.setattr(timezone, "now", days.now)
    yield days


def make_family() -> Family:
    """On the drawn list: poor, of level 3 for two children of school age and a grandmother who depend on one mother."""
    noted()
    note_areas({VILLAGE}, seen_on=NOW.date())
    people = [
        (MOTHER, "นาง", "F", "1992-04-10", {"bmn20": 0}),
        ("ปลายฟ้า", "เด็กหญิง", "F", "2017-02-03", {"bmn16": 0}),
        ("ต้นน้ำ", "เด็กชาย", "M", "2019-08-21", {"bmn16": 0}),
        (GRANDMOTHER, "นาง", "F", "1946-01-15", {"bmn27": 0}),
    ]
    survey = [
        row(first, "รักดี", title=title, sex=sex, birth_date=born, pid=synthetic_pid(40 + number), area_code=VILLAGE)
        | {"house_code": "83010000041", "family_no": "1", "income_per_person": 24_000.0}
        | {f"bmn{indicator}": 1 for indicator in (8, 9, 10, 11, 16, 20, 27)}
        | {"bmn22": 0}
        | failed
        for number, (first, title, sex, born, failed) in enumerate(people)
    ]
    attach_batch(stage("bmn_survey", survey), now=NOW)
    on_welfare = row(MOTHER, "รักดี", validated=1, pid=synthetic_pid(40), birth_date="1992-04-10")
    attach_batch(stage("state_welfare", [on_welfare]), now=NOW)
    draw_list(viewer=viewer(PROVINCE), area_prefix=PROVINCE, as_of=NOW.date(), now=NOW)
    return Family(Household.objects.get().id, Person.objects.get(first_name=MOTHER).id)


def make_people() -> None:
    """Everybody's account, each with one grant."""
    now = timezone.now()
    by = operator(now=now)
    for name, (role, area, agency) in PEOPLE.items():
        create_account(viewer=by, account=NewAccount(name, TITLES[name], agency=agency), password=PASSWORD, now=now)
        give_grant(viewer=by, username=name, grant=Grant(role, (area,), agency=agency), now=now)


def key_of(username: str) -> str:
    """The cookie of somebody who has logged in."""
    client = Client()
    client.force_login(Account.objects.get(username=username))
    return client.cookies["sessionid"].value


def health_volunteer() -> Phone:
    """A health volunteer of the tambon with a phone; the office's form is on it."""
    make_form()
    return phone("osm")


def visit(sent_by: Phone, family: Family, **answers: str) -> None:
    """A visit that met the family, sent by phone and taken by the worker."""
    said = {"visited_on": timezone.localdate().isoformat(), "outcome": "visited", **answers}
    mother = {"person_id": str(family.mother), "life_satisfaction": said.pop("happy"), "security": said.pop("secure")}
    answer = sent_by.send(Filled(family.id, said, [mother]).xml())
    assert answer.status_code == 201, answer.content
    work()
