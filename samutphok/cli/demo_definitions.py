"""Two local definitions for the demo: one that Phuket's committee approved, and its next version, waiting for a second person.

Both are made up for the demonstration, and say so.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from django.utils import timezone

from samutphok.access.domain import Viewer
from samutphok.access.queries import account_named, operator
from samutphok.kernel.dates import buddhist_year
from samutphok.kernel.errors import Bilingual
from samutphok.targeting.domain.approval import LocalDefinitionView, State
from samutphok.targeting.domain.conditions import Group, Operator, Row
from samutphok.targeting.domain.drafts import NO_TEXT, ClauseDraft, Draft, NumberDraft
from samutphok.targeting.local_definitions import approve, begin_definition, propose, save_draft
from samutphok.targeting.queries.definitions import local_definitions

AREA, AUTHOR, SECOND = "83", "onehome", "phuket"
COMMITTEE = Bilingual(
    "คณะกรรมการส่งเสริมการจัดสวัสดิการสังคมจังหวัดภูเก็ต (สาธิต)",
    "Phuket's Provincial Committee for the Promotion of Social Welfare (demonstration)",
)
LIMIT = NumberDraft(
    name="poor",
    value="38000",
    unit=Bilingual("บาทต่อคนต่อปี", "baht a person a year"),
    valid_from=date(2017, 1, 1),
    source="เกณฑ์รายได้ จปฐ. 2560-2564 ตัวชี้วัดที่ 22",
)
ALONE = ClauseDraft(
    id="elderly_alone",
    text=Bilingual("ผู้สูงอายุที่อยู่ลำพังในครัวเรือนยากจน", "Elderly people who live alone and are poor"),
    reading=NO_TEXT,
    condition=Group(
        parts=(
            Row("age", Operator.AT_LEAST, "60"),
            Row("lives_alone", Operator.IS),
            Row("income_per_person", Operator.LESS, "poor"),
        )
    ),
)
CARE = ClauseDraft(
    id="disabled_in_need",
    text=Bilingual("คนพิการที่ไม่มีผู้ดูแลหรือไม่มีรายได้", "Disabled people without a carer or an income"),
    reading=Bilingual("คนพิการ และ (ไม่มีผู้ดูแล หรือ ไม่มีรายได้)", "disabled AND (no carer OR no income)"),
    condition=Group(
        parts=(
            Row("disabled", Operator.IS),
            Group(every=False, parts=(Row("has_carer", Operator.IS_NOT), Row("has_income", Operator.IS_NOT))),
        )
    ),
)


def make_definitions(*, now: datetime, say: Callable[[str], None]) -> None:
    """Makes what is missing of the two: one approved by a second person, then a wider one that waits for approval."""
    author, second = _account(AUTHOR, now), _account(SECOND, now)
    standing = {one.state: one for one in local_definitions(viewer=second) if one.area == AREA}
    if State.APPROVED not in standing:
        say("a local definition, approved by a second person")
        first = _proposed(author, _first(), copy_of="", now=now)
        standing[State.APPROVED] = approve(
            viewer=second,
            definition_id=first.id,
            version=first.version,
            sha256=first.sha256,
            note="ตรงตามมติที่ประชุม",
            now=now,
        )
    if State.PROPOSED not in standing:
        say("its next version, waiting for approval")
        _proposed(author, _wider(timezone.localdate(now)), copy_of=standing[State.APPROVED].name, now=now)


def _first() -> Draft:
    """In force before the day for which the demo's lists are drawn, so that they apply it."""
    return Draft(
        area=AREA,
        label=Bilingual("ผู้สูงอายุและคนพิการที่ต้องดูแลเร่งด่วน", "Elderly and disabled people in urgent need of care"),
        committee=COMMITTEE,
        resolution="2/2564",
        resolved_on=date(2021, 4, 20),
        valid_from=date(2021, 5, 1),
        numbers=(LIMIT,),
        clauses=(ALONE, CARE),
    )


def _wider(day: date) -> Draft:
    """The next version: a higher limit of income, from the month after next."""
    begins = _month_from(day, 2)
    limit = replace(LIMIT, value="45000", source="ข้อเสนอของคณะทำงานจังหวัด (สาธิต)", valid_from=begins)
    resolved = _month_from(day, 0)
    return replace(
        _first(),
        resolution=f"4/{buddhist_year(resolved)}",
        resolved_on=resolved,
        valid_from=begins,
        numbers=(limit,),
    )


def _month_from(day: date, months: int) -> date:
    """The first day of a month so many months away."""
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)


def _proposed(author: Viewer, draft: Draft, *, copy_of: str, now: datetime) -> LocalDefinitionView:
    begun = begin_definition(viewer=author, area=AREA, copy_of=copy_of, now=now)
    saved = save_draft(viewer=author, definition_id=begun.id, draft=draft, version=begun.version, now=now)
    note = "เสนอเพื่อพิจารณาตามมติที่ประชุม"
    return propose(viewer=author, definition_id=saved.id, version=saved.version, note=note, now=now)


def _account(username: str, now: datetime) -> Viewer:
    account = account_named(username, viewer=operator(now=now))
    return Viewer(account.id, account.display_name, account.grants, now=now)
