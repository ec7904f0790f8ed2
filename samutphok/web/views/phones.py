"""The phones of one volunteer: a key for a new one, shown once with its QR codes; taken back; lost."""

from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from samutphok.access.actions import give_key, revoke_key
from samutphok.access.errors import KeyNotFound
from samutphok.areas.domain import AreaView
from samutphok.areas.queries import names
from samutphok.fieldwork.domain.phone_setup import phone_setup
from samutphok.fieldwork.queries.phones import VolunteerPhones, phones_of
from samutphok.web.forms import AddressForm
from samutphok.web.qr import qr_svg
from samutphok.web.requests import DeskRequest


class PhoneForm(AddressForm):
    """Which phone a key is for, in the office's words."""

    label = forms.CharField(label=gettext_lazy("Which phone"), max_length=60, required=False)


class RevokeForm(AddressForm):
    """Whether the phone is lost."""

    lost = forms.ChoiceField(label=gettext_lazy("Lost"), choices=[("yes", "yes"), ("no", "no")])


@require_safe
def phones(request: DeskRequest, volunteer_id: UUID) -> HttpResponse:
    """The keys of a volunteer's phones, and how each stands."""
    found = phones_of(viewer=request.viewer, volunteer_id=volunteer_id)
    return render(request, "phones.html", {"found": found, "place": _place(found)})


@require_POST
def phone_new(request: DeskRequest, volunteer_id: UUID) -> HttpResponse:
    """A key for one more phone, shown on this answer and never again."""
    found = phones_of(viewer=request.viewer, volunteer_id=volunteer_id)
    label = PhoneForm(request.POST).read()["label"]
    given = give_key(viewer=request.viewer, account_id=found.account_id, label=label, now=request.viewer.now)
    base = settings.ADDRESS or request.build_absolute_uri("/")
    place = _place(found)
    setup = phone_setup(base=base, token=given.token, place=place.title("th") if place else "")
    shown = {
        "key": given.key,
        "setup": setup,
        "app_code": qr_svg(setup.app, title=_("QR code of the field app")),
        "collect_code": qr_svg(setup.collect, title=_("QR code of ODK Collect")),
        "secure": setup.server.startswith("https:"),
    }
    return render(request, "phone_key.html", {"found": found, **shown})


@require_POST
def phone_revoke(request: DeskRequest, volunteer_id: UUID, key_id: UUID) -> HttpResponse:
    """Take a key back; a lost phone forgets everything when it next calls."""
    lost = RevokeForm(request.POST).read()["lost"] == "yes"
    found = phones_of(viewer=request.viewer, volunteer_id=volunteer_id)
    if key_id not in {key.id for key in found.keys}:
        raise KeyNotFound
    revoke_key(viewer=request.viewer, key_id=key_id, wipe=lost, now=request.viewer.now)
    said = (
        _("The phone is marked as lost. It forgets everything at its next contact.")
        if lost
        else _("The key is taken back. Forms that the phone still sends are kept apart.")
    )
    messages.success(request, said)
    return redirect("phones", volunteer_id=volunteer_id)


def _place(found: VolunteerPhones) -> AreaView | None:
    return names([found.area_code]).get(found.area_code)
