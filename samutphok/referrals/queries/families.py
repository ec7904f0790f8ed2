"""Families as they can be told to an agency: one way for one and for five hundred."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.utils import timezone

from samutphok.access.domain import Viewer
from samutphok.areas.queries import names
from samutphok.forms.queries import published_names, schema_of
from samutphok.kernel.errors import Bilingual
from samutphok.kernel.policies import load_policy, policy_names
from samutphok.logbook.domain.indicators import Dimension
from samutphok.logbook.domain.indicators import catalogue as dimensions_in
from samutphok.logbook.domain.merge import FactKey
from samutphok.logbook.queries import catalogue, known_problems
from samutphok.logbook.queries.household import MEASURE
from samutphok.logbook.queries.many import answers_standing, papers_kept
from samutphok.referrals.domain.sharing import FamilyTold, MemberTold
from samutphok.registry.domain.identity import Identity
from samutphok.registry.queries.known import FamilyKnown, PersonKnown, families_known

SURVEY, DISABILITY = "bmn_survey", "disability"
BENEFITS = ("state_welfare", "disability", "elderly_allowance", "provincial_aid")


def families_told(
    *, viewer: Viewer, wanted: Mapping[UUID, UUID | None], problem: str, now: datetime
) -> dict[UUID, FamilyTold]:
    """These families (by id, with the member that is meant) as they can be shared for a problem; out of scope left out.

    A dozen queries, whatever their number up to nine hundred. The caller records the reading.
    """
    today = timezone.localdate(now)
    known = families_known(viewer=viewer, household_ids=wanted, registers=(SURVEY, *BENEFITS))
    answers = answers_standing(viewer=viewer, household_ids=known)
    papers = papers_kept(viewer=viewer, household_ids=known)
    places = _places({one.area_code for one in known.values()})
    words = {name: fact.label for name, fact in catalogue().items()} | _choices(viewer)
    label = known_problems(day=today)[problem].label
    return {
        key: FamilyTold(
            as_of=today,
            person_id=wanted[key],
            place=places[one.area_code],
            house=one.house_code,
            members=tuple(_member(person, answers.get(key, {})) for person in one.members),
            answers=_answers("", answers.get(key, {})),
            income_per_person=_income(one),
            problem=label,
            dimensions=_failing(one),
            papers=papers.get(key, ()),
            words=words,
        )
        for key, one in known.items()
    }


def written(identity: Identity) -> str:
    """A name as Thai offices write it: the title joined to the first name, then the last name."""
    return f"{identity.title}{identity.first_name} {identity.last_name}".strip()


def place_names(codes: Iterable[str]) -> dict[str, Bilingual]:
    """Villages with what they lie in, as an address is written; one query."""
    return _places(set(codes))


def _member(person: PersonKnown, said: Mapping[FactKey, str]) -> MemberTold:
    return MemberTold(
        person_id=person.person_id,
        name=written(person.identity),
        sex=person.identity.sex,
        birth=person.identity.birth,
        number=person.number,
        answers=_survey(person) | _answers(str(person.person_id), said),
        disability=str(person.rows.get(DISABILITY, {}).get("disability_type", "")),
        benefits=tuple(_titles()[name] for name in BENEFITS if name in person.rows),
    )


def _survey(person: PersonKnown) -> dict[str, str]:
    """The survey's indicators of a person, as visits would have said them."""
    row = person.rows.get(SURVEY, {})
    return {name: str(int(value)) for name, value in row.items() if name.startswith("bmn") and value in (0, 1)}


def _answers(subject: str, said: Mapping[FactKey, str]) -> dict[str, str]:
    return {key.fact: value for key, value in said.items() if key.subject == subject}


def _income(family: FamilyKnown) -> float | None:
    found = (one.rows.get(SURVEY, {}).get("income_per_person") for one in family.members)
    return next((float(value) for value in found if value is not None), None)


def _failing(family: FamilyKnown) -> tuple[Bilingual, ...]:
    rows = [one.rows.get(SURVEY, {}) for one in family.members]
    return tuple(
        one.label
        for one in _dimensions()
        if any(row.get(indicator.column) == 0 for indicator in one.indicators for row in rows)
    )


def _places(codes: Collection[str]) -> dict[str, Bilingual]:
    known = names({code[:length] for code in codes for length in (2, 4, 6, 8)})

    def path(code: str, language: str) -> str:
        steps = (known.get(code[:length]) for length in (8, 6, 4, 2) if len(code) >= length)
        return " ".join(one.name(language) for one in steps if one)

    return {code: Bilingual(path(code, "th"), path(code, "en")) for code in codes}


def _choices(viewer: Viewer) -> dict[str, Bilingual]:
    """What the choices of facts are called in the forms in force, as 'fact=value'."""
    found: dict[str, Bilingual] = {}
    for form_id, version, sha256 in published_names(viewer=viewer):
        found |= _form_choices(form_id, version, sha256)
    return found


@lru_cache(maxsize=64)
def _form_choices(form_id: str, version: str, _sha256: str) -> dict[str, Bilingual]:
    return {
        f"{question.fact}={choice.value}": choice.label
        for question in schema_of(form_id=form_id, version=version).questions
        if question.fact
        for choice in question.choices
    }


@lru_cache(maxsize=1)
def _dimensions() -> tuple[Dimension, ...]:
    return dimensions_in(load_policy("measures", MEASURE).raw)


@lru_cache(maxsize=1)
def _titles() -> dict[str, Bilingual]:
    titles: dict[str, Any] = {name: load_policy("registers", name).raw["title"] for name in policy_names("registers")}
    return {name: Bilingual(title["th"], title["en"]) for name, title in titles.items()}
