"""Guides: how the work is done, for the reader's role first."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from samutphok.web.forms import AddressForm
from samutphok.web.guides import find_guides, guide_named, guides
from samutphok.web.requests import DeskRequest


class SearchForm(AddressForm):
    """Words of a guide's title."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100)


@require_safe
def all_guides(request: DeskRequest) -> HttpResponse:
    """Every guide; those for the viewer's roles first."""
    asked = SearchForm(request.GET).read()["q"]
    found = find_guides(asked, get_language() or "th")
    roles = frozenset(grant.role for grant in request.viewer.grants)
    mine = [guide for guide in found if guide.fits(roles)]
    shown = {"mine": mine, "others": [guide for guide in found if guide not in mine], "asked": asked}
    return render(request, "guides.html", shown)


@require_safe
def guide(request: DeskRequest, name: str) -> HttpResponse:
    """One guide, with the next one to read."""
    found = guide_named(name)
    roles = frozenset(grant.role for grant in request.viewer.grants)
    fitting = [one for one in guides().values() if one.fits(roles) or one is found]
    following = fitting[fitting.index(found) + 1 :]
    return render(request, "guide.html", {"guide": found, "next": following[0] if following else None})
