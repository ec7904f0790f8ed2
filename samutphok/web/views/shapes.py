"""Who belongs to which family: joined, divided, moved, with a look at what will be where before it is done."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samutphok.access.queries import names_of
from samutphok.insights.queries.places import names_around
from samutphok.linkage.actions import Change, Do, change_family, undo_family_word
from samutphok.linkage.domain.shapes import FamilyNow, Shape
from samutphok.linkage.errors import FamilyChanged, RuledApart
from samutphok.linkage.queries import families_named, family_shape, was_done, words_about_family
from samutphok.registry.queries import find_households
from samutphok.web.forms import told
from samutphok.web.requests import DeskRequest
from samutphok.web.shape_forms import REASONS, ShapeConfirmForm, ShapeForm

_FOUND = 12


@require_safe
def family_change(request: DeskRequest, household_id: UUID) -> HttpResponse:
    """What can be done to this family, and what was done before."""
    shape = family_shape(viewer=request.viewer, household_id=household_id)
    return _page(request, shape, ShapeForm(None, _people(shape.family)))


@require_POST
def family_change_look(request: DeskRequest, household_id: UUID) -> HttpResponse:
    """The other families that were searched; or what will be where, before it is done."""
    shape = family_shape(viewer=request.viewer, household_id=household_id)
    form = ShapeForm(request.POST, _people(shape.family))
    if not form.is_valid():
        return _page(request, shape, form, status=422)
    asked = form.cleaned_data
    if asked["do"] != Do.SPLIT and (asked["other"] is None or asked["other"] == household_id):
        found = _found(request, shape, asked["q"]) if asked["q"] or shape.family.house_code else ()
        return _page(request, shape, form, found=found, searched=True)
    other = None if asked["do"] == Do.SPLIT else asked["other"]
    both = family_shape(viewer=request.viewer, household_id=household_id, other_id=other)
    return _preview(request, both, ShapeConfirmForm(None, _people(shape.family)), asked["do"], asked["people"])


@require_POST
def family_change_do(request: DeskRequest, household_id: UUID) -> HttpResponse:
    """Done, with its reason; unless members came or went meanwhile."""
    shape = family_shape(viewer=request.viewer, household_id=household_id)
    form = ShapeConfirmForm(request.POST, _people(shape.family))
    valid, asked = form.is_valid(), form.cleaned_data
    if "act" in asked and was_done(viewer=request.viewer, act_id=asked["act"]):
        return redirect("family_change", household_id=household_id)
    if "do" not in asked or "people" not in asked:
        return _page(request, shape, form, status=422)
    other = None if asked["do"] == Do.SPLIT else asked.get("other")
    both = family_shape(viewer=request.viewer, household_id=household_id, other_id=other)
    if not valid:
        return _preview(request, both, form, asked["do"], asked["people"], status=422)
    people = [UUID(one) for one in asked["people"]]
    change = Change(Do(asked["do"]), household_id, other, people, asked["reason"], asked["seen"])
    try:
        change_family(viewer=request.viewer, change=change, act_id=asked["act"], now=request.viewer.now)
    except (FamilyChanged, RuledApart) as error:
        return _preview(request, both, form, asked["do"], asked["people"], status=error.status, trouble=told(error))
    messages.success(request, _("Done. It can be taken back here at any time."))
    return redirect("family_change", household_id=household_id)


@require_POST
def family_change_undo(request: DeskRequest, household_id: UUID, decision_id: UUID) -> HttpResponse:
    """Take a join, a division or a move back."""
    family_shape(viewer=request.viewer, household_id=household_id)
    undo_family_word(viewer=request.viewer, household_id=household_id, decision_id=decision_id, now=request.viewer.now)
    messages.success(request, _("Taken back: everything is where it was."))
    return redirect("family_change", household_id=household_id)


def _people(family: FamilyNow) -> list[tuple[str, str]]:
    return [(str(one.person_id), one.identity.full_name) for one in family.members]


def _found(request: DeskRequest, shape: Shape, text: str) -> tuple[FamilyNow, ...]:
    """Families of the same house, or those searched."""
    keys = find_households(viewer=request.viewer, text=text or shape.family.house_code, limit=_FOUND).households
    return families_named(viewer=request.viewer, household_ids=[key for key in keys if key != shape.family.id])


def _page(
    request: DeskRequest,
    shape: Shape,
    form: ShapeForm,
    *,
    found: tuple[FamilyNow, ...] = (),
    searched: bool = False,
    status: int = 200,
) -> HttpResponse:
    words = words_about_family(viewer=request.viewer, household_id=shape.family.id)
    shown = {
        "shape": shape,
        "form": form,
        "found": found,
        "searched": searched,
        "words": words,
        "reasons": dict(REASONS),
        "people": names_of({one.by for one in words}, viewer=request.viewer),
        "places": names_around({shape.family.area_code, *(one.area_code for one in found)}),
    }
    return render(request, "family_change.html", shown, status=status)


def _preview(
    request: DeskRequest,
    shape: Shape,
    form: ShapeConfirmForm,
    do: str,
    people: list[str],
    *,
    status: int = 200,
    trouble: str = "",
) -> HttpResponse:
    moving = [one for one in shape.family.members if str(one.person_id) in people]
    staying = [one for one in shape.family.members if str(one.person_id) not in people]
    others = list(shape.other.members) if shape.other else []
    shown = {
        "shape": shape,
        "form": form,
        "do": do,
        "chosen": people,
        "here": [*shape.family.members, *others] if do == Do.MERGE else staying,
        "there": [] if do == Do.MERGE else [*others, *moving],
        "moving": {one.person_id for one in (others if do == Do.MERGE else moving)},
        "act": form.data.get("act") or uuid4(),
        "trouble": trouble,
        "places": names_around({shape.family.area_code, *([shape.other.area_code] if shape.other else [])}),
    }
    return render(request, "family_change_look.html", shown, status=status)
