"""Guides: short pages that tell each role how something is done, one Markdown file for each language."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from samutphok.access.domain import Role
from samutphok.kernel.errors import Bilingual, NotFound
from samutphok.kernel.prose import first_heading
from samutphok.kernel.thai import normalise_n2

FOLDER = Path(__file__).resolve().parent


class GuideNotFound(NotFound):
    """There is no guide of this name."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบคู่มือนี้", "There is no such guide."),
            remedy=Bilingual("เลือกจากรายการคู่มือ", "Choose one from the list of guides."),
        )


@dataclass(frozen=True, slots=True)
class Guide:
    """One guide. roles: whose work it is about, empty for everybody; pages: the routes it helps on."""

    name: str
    title: Bilingual
    text: Bilingual
    summary: Bilingual
    roles: frozenset[Role]
    pages: frozenset[str]

    def fits(self, roles: frozenset[Role]) -> bool:
        """Whether somebody with these roles meets it in their work."""
        return not self.roles or bool(self.roles & roles)


@cache
def guides() -> Mapping[str, Guide]:
    """All guides by name, in the order of `guides.yaml`."""
    listed = yaml.safe_load((FOLDER / "guides.yaml").read_text(encoding="utf-8"))
    return {name: _read(name, facts) for name, facts in listed.items()}


def guide_named(name: str) -> Guide:
    """The guide; raises GuideNotFound."""
    found = guides().get(name)
    if found is None:
        raise GuideNotFound
    return found


def guide_for(route: str) -> Guide | None:
    """The guide that helps on a page, by the page's route."""
    return next((guide for guide in guides().values() if route in guide.pages), None)


def find_guides(text: str, language: str) -> tuple[Guide, ...]:
    """Guides with every word of the text in their title or summary; of a text without words, all."""
    wanted = [sound for word in text.split() if (sound := normalise_n2(word))]
    return tuple(guide for guide in guides().values() if all(sound in _searched(guide, language) for sound in wanted))


def _searched(guide: Guide, language: str) -> str:
    return normalise_n2(f"{guide.title.in_language(language)} {guide.summary.in_language(language)}")


def _read(name: str, facts: Mapping[str, Any]) -> Guide:
    texts = {language: (FOLDER / language / f"{name}.md").read_text(encoding="utf-8") for language in ("th", "en")}
    bodies = {language: text.partition("\n")[2] for language, text in texts.items()}
    summary = facts["summary"]
    return Guide(
        name=name,
        title=Bilingual(first_heading(texts["th"]), first_heading(texts["en"])),
        text=Bilingual(bodies["th"], bodies["en"]),
        summary=Bilingual(summary["th"], summary["en"]),
        roles=frozenset(map(Role, facts.get("roles", ()))),
        pages=frozenset(facts.get("pages", ())),
    )
