"""What is written to people: declared texts with declared values of kinds that can hold nothing about a person."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from string import Formatter

from samutphok.kernel.dates import format_date
from samutphok.kernel.errors import Bilingual
from samutphok.kernel.policies import PolicyFile
from samutphok.messaging.domain.recipients import Channel
from samutphok.messaging.errors import BadMessage

LANGUAGES = ("th", "en")
_CITIZEN_NUMBER = re.compile(r"[0-9](?:-?[0-9]){12}")
_ID = re.compile(r"(?<=/)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=/|$)")  # some hold thirteen digits in a row
_SHAPES = {
    "number": re.compile(r"[A-Za-z0-9ก-ฮ./-]{1,24}"),
    "count": re.compile(r"[0-9]{1,6}"),
    "day": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "time": re.compile(r"[0-2][0-9]:[0-5][0-9]"),
    "agency": re.compile(r"[a-z0-9][a-z0-9-]{0,39}"),
    "office": re.compile(r"[0-9]{2,8}|TH|"),
    "link": re.compile(r"/[A-Za-z0-9/_-]{0,119}"),
}


class Kind(StrEnum):
    """What a value of a template may be. There is no kind for free text, for a name or for an amount."""

    NUMBER = "number"
    COUNT = "count"
    DAY = "day"
    TIME = "time"
    AGENCY = "agency"
    OFFICE = "office"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Template:
    """A message as declared. values: what must be given; may_have: what may be; sentences by language."""

    name: str
    about: Bilingual
    channels: tuple[Channel, ...]
    values: Mapping[str, Kind]
    may_have: Mapping[str, Kind]
    subject: Mapping[str, str]
    sentences: Mapping[str, tuple[str, ...]]
    urgent: bool = False

    def checked(self, values: Mapping[str, str]) -> dict[str, str]:
        """The values, empty ones left out. Raises BadMessage for one that is missing, undeclared or of another kind."""
        given = {name: str(value) for name, value in values.items() if value not in ("", None)}
        kinds = {**self.may_have, **self.values}
        if missing := set(self.values) - set(given):
            raise BadMessage(f"{self.name}: {min(missing)}")
        for name, value in given.items():
            if name not in kinds or not _fits(kinds[name], value):
                raise BadMessage(f"{self.name}: {name if name in kinds else '?'}")
        return given

    def sentences_for(self, language: str, told: Mapping[str, str]) -> str:
        """The text of the values as told; sentences that lack one are left out."""
        whole = (one for one in self.sentences[language] if names_in(one) <= set(told))
        return " ".join(one.format_map(told) for one in whole)


@dataclass(frozen=True, slots=True)
class MessageRules:
    """Templates by name, and when and how often people are written to, as dated policy."""

    name: str
    templates: Mapping[str, Template]
    agencies: Mapping[str, Bilingual]
    quiet_from: time
    quiet_to: time
    quiet_channels: frozenset[Channel]
    no_links: frozenset[Channel]
    pauses: tuple[timedelta, ...]
    most_a_day: Mapping[Channel, int]
    forget_after: timedelta
    stop_words: frozenset[str]
    start_words: frozenset[str]
    never: Mapping[str, tuple[str, ...]]
    source: Bilingual

    def template(self, name: str) -> Template:
        """The template of that name; raises BadMessage."""
        if name not in self.templates:
            raise BadMessage("?")
        return self.templates[name]

    def agency(self, code: str) -> Bilingual:
        """How an organisation is called in short; one that is not named here is 'the agency in charge'."""
        return self.agencies.get(code, self.agencies["unknown"])


def names_in(sentence: str) -> set[str]:
    """The names of the values that a sentence speaks of."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def told_day(text: str, language: str) -> str:
    """A day as people read it, in the Buddhist era in Thai."""
    return format_date(date.fromisoformat(text), language)


def read_rules(policy: PolicyFile) -> MessageRules:
    """The rules of a policy file; raises PolicyError, which names file, line and remedy."""
    quiet = policy.get("quiet")
    return MessageRules(
        name=policy.name,
        templates={name: _template(policy, name) for name in policy.get("templates")},
        agencies={code: Bilingual(told["th"], told["en"]) for code, told in policy.get("agencies").items()},
        quiet_from=time.fromisoformat(quiet["from"]),
        quiet_to=time.fromisoformat(quiet["to"]),
        quiet_channels=frozenset(map(Channel, quiet["channels"])),
        no_links=frozenset(map(Channel, policy.get("no_links"))),
        pauses=tuple(timedelta(minutes=minutes) for minutes in policy.get("pauses")),
        most_a_day={Channel(channel): int(most) for channel, most in policy.get("most_a_day").items()},
        forget_after=timedelta(days=int(policy.get("forget_after"))),
        stop_words=frozenset(map(str, policy.get("stop_words"))),
        start_words=frozenset(map(str, policy.get("start_words"))),
        never={language: tuple(map(str, policy.get("never", language))) for language in LANGUAGES},
        source=policy.source,
    )


def _template(policy: PolicyFile, name: str) -> Template:
    declared = policy.get("templates", name)
    template = Template(
        name=name,
        about=Bilingual(declared["about"]["th"], declared["about"]["en"]),
        channels=tuple(map(Channel, declared["channels"])),
        values={one: Kind(kind) for one, kind in declared["values"].items()},
        may_have={one: Kind(kind) for one, kind in declared.get("may_have", {}).items()},
        subject={language: str(declared["subject"][language]) for language in LANGUAGES},
        sentences={language: tuple(map(str, declared[language])) for language in LANGUAGES},
        urgent=bool(declared.get("urgent", False)),
    )
    known = set(template.values) | set(template.may_have)
    spoken = {one for language in LANGUAGES for sentence in template.sentences[language] for one in names_in(sentence)}
    titled = {one for language in LANGUAGES for one in names_in(template.subject[language])}
    if spoken - known or titled - set(template.values):
        raise policy.error(
            ("templates", name),
            Bilingual("ข้อความอ้างถึงค่าที่ไม่ได้ประกาศ", "a sentence names a value that is not declared."),
            Bilingual("ประกาศค่าไว้ใน values หรือ may_have", "Declare it in values or may_have; a subject, in values."),
        )
    return template


def _fits(kind: Kind, value: str) -> bool:
    told = _ID.sub("", value) if kind is Kind.LINK else value
    if not _SHAPES[kind].fullmatch(value) or _CITIZEN_NUMBER.search(told):
        return False
    if kind is Kind.DAY:
        return _is_day(value)
    return not (kind is Kind.LINK and (value.startswith("//") or value.startswith("/protected")))


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
