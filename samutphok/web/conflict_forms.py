"""What the pages about differing answers take from the address bar and from their forms."""

from collections.abc import Mapping
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from samutphok.logbook.domain.merge import FactKey
from samutphok.web.forms import AREA_CODE, AddressForm, PageForm

_ANSWER = "answer:"  # before the subject and the fact of a question, in the name of its field


class EditionForm(AddressForm):
    """Which state of the conflict the case worker saw."""

    edition = forms.IntegerField(label=_("Edition"), min_value=1, max_value=2_147_483_647)


class FindingsForm(PageForm):
    """The state of the list of findings."""

    area = forms.RegexField(label=_("Area"), regex=AREA_CODE, required=False)
    fact = forms.RegexField(label=_("About what"), regex=r"^[a-z][a-z0-9_]{0,59}$", required=False)


def choices_made(sent: QueryDict) -> Mapping[FactKey, UUID]:
    """By whose word each question is answered; questions left open, and what is no choice at all, are not among them."""
    made: dict[FactKey, UUID] = {}
    for name in sent:
        subject, colon, fact = name.removeprefix(_ANSWER).partition(":")
        if not name.startswith(_ANSWER) or not colon:
            continue
        try:
            made[FactKey(subject, fact)] = UUID(str(sent[name]))
        except ValueError:
            continue  # '' leaves the question open
    return made
