"""How values are written on a page: in the reader's language, Buddhist era in Thai, a dash for what is not known."""

from dataclasses import dataclass
from datetime import date, datetime

from django import template
from django.forms import BoundField, Select
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext, pgettext

from samutphok.access.domain import DemoAccount
from samutphok.access.domain.labels import ROLE_LABELS
from samutphok.access.queries import demo_accounts as read_demo_accounts
from samutphok.areas.domain import AreaKind, kind_of
from samutphok.areas.queries import names
from samutphok.insights.domain.choice import Dimension
from samutphok.insights.domain.families import FamilyList, FamilyRow
from samutphok.insights.domain.family import Evidence, Verdict
from samutphok.intake.domain.register import registers
from samutphok.kernel.dates import PartialDate, format_date
from samutphok.kernel.errors import Bilingual
from samutphok.web.words import DIMENSIONS, VERDICTS, Sign

register = template.Library()
UNKNOWN = "–"


@register.filter
def said(text: Bilingual | str | None) -> str:
    """A bilingual text in the reader's language; a plain text as it is."""
    if isinstance(text, Bilingual):
        return text.in_language(get_language() or "th")
    return text or ""


@register.filter
def day(value: date | datetime | PartialDate | None) -> str:
    """A date in words, with the precision it has: '23 พฤศจิกายน 2569'."""
    if value is None:
        return UNKNOWN
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return format_date(value, get_language() or "th")


@register.filter
def moment(value: datetime | None) -> str:
    """A moment in Thailand's time: '23 พฤศจิกายน 2569 14:05'."""
    if value is None:
        return UNKNOWN
    return f"{day(value)} {timezone.localtime(value):%H:%M}"


@register.filter
def number(value: float | None) -> str:
    """A number with thousands separated; whole unless it has a fraction."""
    if value is None:
        return UNKNOWN
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}"


@register.filter
def percent(fraction: float | None) -> str:
    """A fraction of 1 as a percentage; two decimals below one per cent, so that a small share is not read as none."""
    if fraction is None:
        return UNKNOWN
    hundred = fraction * 100
    if 0 < hundred < 0.005:
        return "<0.01%"
    return f"{hundred:.2f}%" if 0 < hundred < 1 else f"{hundred:.1f}%"


@register.filter
def age(days: int | None) -> str:
    """How long ago, in the unit that people would use: days, months from two months on, years from two years on."""
    if days is None:
        return UNKNOWN
    if days < 60:
        return ngettext("%(count)s day old", "%(count)s days old", days) % {"count": days}
    count = days // 365 if days >= 730 else days // 30
    if days >= 730:
        return ngettext("%(count)s year old", "%(count)s years old", count) % {"count": count}
    return ngettext("%(count)s month old", "%(count)s months old", count) % {"count": count}


@register.simple_tag
def family_place(family: FamilyRow) -> str:
    """Where a family of a list lives, from the village up, each name with its kind."""
    in_bangkok = kind_of(family.area_code[:4]) is AreaKind.DISTRICT
    tambon = pgettext("place", "%(name)s Subdistrict") if in_bangkok else pgettext("place", "Tambon %(name)s")
    amphoe = pgettext("place", "%(name)s District") if in_bangkok else pgettext("place", "Amphoe %(name)s")
    province = pgettext("place", "Bangkok") if in_bangkok else pgettext("place", "%(name)s Province")
    kinds = (
        (family.village, "%(name)s"),
        (family.tambon, tambon),
        (family.amphoe, amphoe),
        (family.province, province),
    )
    return " · ".join(words % {"name": said(name)} for name, words in kinds if said(name))


@register.simple_tag
def bar(fraction: float | None, most: float = 1.0) -> SafeString:
    """A horizontal bar as long as `fraction` is of `most`. A picture only: the number stands beside it."""
    width = min(100.0, 100 * (fraction or 0) / most) if most else 0
    return format_html(
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="bar-ground" width="100" height="8"/><rect class="bar-length" width="{}" height="8"/></svg>',
        f"{width:.2f}",
    )


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """A form field's input in the desk's look; Django ties it to its help and its errors."""
    look = "form-select" if isinstance(field.field.widget, Select) else "form-control"
    return field.as_widget(attrs={"class": look})


@register.simple_tag
def dimension_sign(dimension: Dimension) -> Sign:
    """The word and icon of a dimension."""
    return DIMENSIONS[dimension]


@register.simple_tag
def definitions_met(family: FamilyRow, found: FamilyList) -> str:
    """The names of the definitions that a family meets, as the list knows them; a dash for none."""
    known = {option.value: said(option.label) for option in found.definitions}
    return ", ".join(known.get(name, name) for name in family.definitions) or UNKNOWN


@register.simple_tag
def verdict_sign(verdict: Verdict) -> Sign:
    """The word and icon of an outcome."""
    return VERDICTS[verdict]


@register.simple_tag
def evidence(found: Evidence) -> str:
    """Which register says so: 'จปฐ. ณ 1 มกราคม 2561 แถวที่ 42'."""
    return gettext("%(register)s as of %(day)s, row %(row)s") % {
        "register": said(found.label),
        "day": day(found.as_of),
        "row": number(found.row_number),
    }


@register.simple_tag
def register_title(name: str) -> Bilingual:
    """A register's name for people; its own name when its layout is no longer kept."""
    known = registers().get(name)
    return known.title if known else Bilingual(name, name)


@dataclass(frozen=True, slots=True)
class Turn:
    """Where a list stands and where its pages lead; 0 leads nowhere."""

    page: int
    pages: int

    @property
    def before(self) -> int:
        """The page before."""
        return self.page - 1

    @property
    def after(self) -> int:
        """The page after."""
        return self.page + 1 if self.page < self.pages else 0


@register.simple_tag
def turning(page: str, pages: str) -> Turn:
    """The pages of a list, from a component's attributes."""
    return Turn(int(page), int(pages))


@dataclass(frozen=True, slots=True)
class DemoDoor:
    """A one-click account as the login page lists it."""

    account: DemoAccount
    role: str
    areas: list[str]


@register.simple_tag
def demo_accounts() -> list[DemoDoor]:
    """The one-click accounts of a demo; none elsewhere."""
    language = get_language() or "th"
    ready = read_demo_accounts()
    known = names(code for account in ready for code in account.areas)
    return [
        DemoDoor(
            account,
            ROLE_LABELS[account.role].in_language(language),
            [known[code].name(language) for code in account.areas if code in known],
        )
        for account in ready
    ]
