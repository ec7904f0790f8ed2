"""A row in doubt beside the person whose number it carries, field by field."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from samutphok.areas.domain import COUNTRY, AreaView, lineage
from samutphok.intake.domain.register import registers
from samutphok.kernel.errors import Bilingual
from samutphok.linkage.domain.review import REASON_WORDS, ReviewView
from samutphok.registry.domain.identity import Identity
from samutphok.web.templatetags.desk import UNKNOWN, day

_SEX = {"F": _("female"), "M": _("male")}


@dataclass(frozen=True, slots=True)
class ComparedField:
    """One field on both sides; `differs` when both are known and not the same text."""

    word: Promise
    claimed: str
    holder: str

    @property
    def differs(self) -> bool:
        """Whether the reader should look twice."""
        return UNKNOWN not in (self.claimed, self.holder) and self.claimed != self.holder


@dataclass(frozen=True, slots=True)
class Compared:
    """A question as the page shows it."""

    review: ReviewView
    register: Bilingual
    place: str
    reasons: tuple[Bilingual, ...]
    fields: tuple[ComparedField, ...]


def compared(review: ReviewView, places: Mapping[str, AreaView]) -> Compared:
    """The question with its words; a holder whom the viewer may not see leaves their side empty."""
    known = registers().get(review.source.register)
    return Compared(
        review=review,
        register=known.title if known else Bilingual(review.source.register, review.source.register),
        place=_place(review.area_code, places),
        reasons=tuple(REASON_WORDS[reason] for reason in review.reasons),
        fields=_fields(review.claimed, review.holder or Identity()),
    )


def _place(code: str, places: Mapping[str, AreaView]) -> str:
    """The place from the village up to the province; its code when no name is known."""
    language = get_language() or "th"
    steps = [places[step].title(language) for step in reversed(lineage(code)) if step != COUNTRY and step in places]
    return " · ".join(steps) or code


def _fields(claimed: Identity, holder: Identity) -> tuple[ComparedField, ...]:
    return (
        ComparedField(_("Title"), claimed.title or UNKNOWN, holder.title or UNKNOWN),
        ComparedField(_("First name"), claimed.first_name or UNKNOWN, holder.first_name or UNKNOWN),
        ComparedField(_("Last name"), claimed.last_name or UNKNOWN, holder.last_name or UNKNOWN),
        ComparedField(_("Sex"), _sex(claimed), _sex(holder)),
        ComparedField(_("Born"), day(claimed.birth), day(holder.birth)),
    )


def _sex(identity: Identity) -> str:
    return str(_SEX[identity.sex]) if identity.sex in _SEX else UNKNOWN
