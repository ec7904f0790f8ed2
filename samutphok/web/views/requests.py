"""The desk that hears people: the queue, a new call, one request and what is done about it."""

from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samutphok.access.domain import Action, RecordScope, Role, Sensitivity, Viewer
from samutphok.access.queries import names_of
from samutphok.aid.domain.kinds import Form, HelpKind, Receiver, SourceKind
from samutphok.aid.domain.ledger import NewGift
from samutphok.aid.errors import GiftBlocked, GiftQuestioned
from samutphok.aid.queries.rules import rules_on as help_rules
from samutphok.areas.queries import names, provinces
from samutphok.fieldwork.queries.at_the_desk import families_at_desk, family_at_desk
from samutphok.kernel.errors import Error, Stale
from samutphok.logbook.domain.problems import KnownProblem
from samutphok.logbook.queries import known_problems
from samutphok.requests.actions import (
    claim,
    hear_again,
    help_at_once,
    let_go,
    link_family,
    note,
    pass_on,
    rate,
    reopen_request,
    settle_request,
    take_request,
    try_in_vain,
)
from samutphok.requests.domain.asking import Channel, Desk, Kind, Outcome, Urgency
from samutphok.requests.domain.rules import Suggested, suggest
from samutphok.requests.queries import (
    answer_time,
    places_to_take,
    request_queue,
    request_view,
    requests_alike,
    requests_waiting,
    rules_on,
)
from samutphok.web import request_words as words
from samutphok.web.forms import address_of, told
from samutphok.web.request_forms import ActForm, CallForm, NumberForm, QueueForm
from samutphok.web.requests import DeskRequest
from samutphok.web.words import DIMENSIONS, Sign

DESK_CHANNELS = (Channel.HOTLINE, Channel.WALK_IN, Channel.CENTRE, Channel.AGENCY)


@require_http_methods(["GET", "HEAD", "POST"])
def request_list(request: DeskRequest) -> HttpResponse:
    """The queue, the most urgent on top, with how it stands; a number that is searched for comes by POST."""
    viewer, form = request.viewer, QueueForm(request.GET)
    number = NumberForm(request.POST).figures() if request.method == "POST" else ""
    wanted = form.wanted(number)
    found = request_queue(viewer, wanted)
    if number and len(found.rows) == 1:
        return redirect("request", request_id=found.rows[0].id)
    rules = rules_on(timezone.localdate(viewer.now))
    state = {name: value for name, value in form.read().items() if name != "page"}
    labels = _labels()
    shown = {
        "queue": found,
        "waiting": requests_waiting(viewer),
        "times": answer_time(viewer),
        "standings": [
            (value, word, address_of(state | {"standing": value})) for value, word in words.STANDINGS.items()
        ],
        "urgencies": [(one, sign.word) for one, sign in words.URGENCIES.items()],
        "kinds": [(one, rules.kinds[one].label) for one in Kind],
        "channels": [(one, sign.word) for one, sign in words.CHANNELS.items()],
        "desks": [(one, rules.desk_labels[one]) for one in Desk],
        "rows": [
            (one, [labels.get(name, name) for name in one.problems[:2]] or [_why(one.because)]) for one in found.rows
        ],
        "places": names(code for one in found.rows for code in (one.area_code, one.area_code[:6])),
        "owners": names_of({one.owner for one in found.rows if one.owner}, viewer=viewer),
        "address": address_of(state),
        "searched": bool(number),
        "now": viewer.now,
    }
    return render(request, "requests.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def request_new(request: DeskRequest) -> HttpResponse:
    """A call, from ring to number on one screen. A form that is only looked at ('look') comes back with what was found."""
    form = CallForm(request.POST) if request.method == "POST" else CallForm(_fresh(request))
    half = form.half()
    if request.method != "POST" or "look" in request.POST:
        return render(request, "request_new.html", _call(request, form, half))
    if not form.is_valid():
        told_to = _("Something in the form cannot be read. Look at the marked fields.")
        return render(request, "request_new.html", _call(request, form, half) | {"trouble": told_to}, status=422)
    asked = form.asked(get_language() or "th")
    again = form.cleaned_data["again"] if asked.at_once is None else None
    try:
        if again:
            taken = hear_again(viewer=request.viewer, request_id=again, asked=asked, now=request.viewer.now)
        else:
            taken = take_request(viewer=request.viewer, asked=asked, now=request.viewer.now)
    except Error as error:
        return render(
            request, "request_new.html", _call(request, form, half) | {"trouble": told(error)}, status=error.status
        )
    found = _suggested(half)
    if again and taken.id == again:
        messages.success(request, _("The call is added to the request that was open already."))
        return redirect("request", request_id=again)
    shown = {"taken": taken, "handed": bool(found.protected), "ended": asked.at_once is not None}
    return render(request, "request_taken.html", shown | {"call": found.call, "channel": asked.channel})


@require_POST
def request_families(request: DeskRequest) -> HttpResponse:
    """The families that the words point at, while they are typed. The words may be a citizen number: they leave no trace."""
    form = CallForm(request.POST)
    return render(request, "request_families.html", _families(request.viewer, form.half()))


@require_POST
def request_look(request: DeskRequest) -> HttpResponse:
    """What a half-filled form comes to: how urgent it is and why, which number to call, who has asked for the same."""
    half = CallForm(request.POST).half()
    return render(request, "request_look.html", _look(request.viewer, half))


@require_safe
def request_page(request: DeskRequest, request_id: UUID) -> HttpResponse:
    """One request: what was said, who asked, what was done, and what can be done now."""
    return render(request, "request.html", _one(request, request_id))


@require_POST
def request_do(request: DeskRequest, request_id: UUID, what: str) -> HttpResponse:
    """Does one thing about a request. A page that has grown old comes back with what changed and what was typed."""
    form, viewer = ActForm(request.POST), request.viewer
    data = form.read()
    try:
        _do(viewer, request_id, what, data)
    except (GiftBlocked, GiftQuestioned) as error:
        shown = _one(request, request_id) | {"checks": error.checks, "typed": data | {"what": what}}
        return render(request, "request.html", shown, status=error.status)
    except Stale as error:
        shown = _one(request, request_id) | {"trouble": told(error), "typed": data | {"what": what}}
        return render(request, "request.html", shown, status=error.status)
    messages.success(request, _("Done."))
    gone = what in ("pass_on", "settle") and not _seen(viewer, data)
    return redirect("requests") if gone else redirect("request", request_id=request_id)


def _do(viewer: Viewer, request_id: UUID, what: str, data: dict[str, Any]) -> None:
    on: dict[str, Any] = {"viewer": viewer, "request_id": request_id, "now": viewer.now}
    text, version = data["text"], data["version"]
    match what:
        case "claim":
            claim(version=version, **on)
        case "let_go":
            let_go(**on)
        case "note":
            note(text=text, act_id=data["act"], **on)
        case "try":
            try_in_vain(text=text, act_id=data["act"], **on)
        case "rate":
            rate(urgency=Urgency(data["urgency"] or Urgency.NORMAL), because=text, version=version, **on)
        case "pass_on":
            desk = Desk(data["desk"] or Desk.PROVINCE)
            pass_on(desk=desk, area_code=data["area"], because=text, version=version, **on)
        case "link" if data["household"]:
            link_family(household_id=data["household"], version=version, **on)
        case "reopen":
            reopen_request(because=text, **on)
        case _:
            _end(what, data, on)


def _end(what: str, data: dict[str, Any], on: dict[str, Any]) -> None:
    if what not in ("settle", "help"):
        raise Http404
    (_settle if what == "settle" else _help)(data, on)


def _settle(data: dict[str, Any], on: dict[str, Any]) -> None:
    outcome = Outcome(data["outcome"] or Outcome.SOLVED)
    of = None
    if outcome is Outcome.DUPLICATE:
        wanted = QueueForm({}).wanted(NumberForm({"number": data["of"]}).figures() or "-")
        of = next((one.id for one in request_queue(on["viewer"], wanted).rows), None)
    matter = data["matter"] or "violence"
    settle_request(
        outcome=outcome,
        said=data["text"],
        of=of,
        version=data["version"],
        act_id=data["act"],
        matter=matter,
        **on,
    )


def _help(data: dict[str, Any], on: dict[str, Any]) -> None:
    gift = NewGift(
        household_id=None,
        kind=data["gift"],
        quantity=data["quantity"] or Decimal(1),
        source=SourceKind.AGENCY,
        given_on=timezone.localdate(on["now"]),
        act_id=data["act"] or uuid4(),
        value_baht=data["value"],
        although=data["although"],
    )
    help_at_once(gift=gift, ends=True, said=data["text"], **on)


def _seen(viewer: Viewer, data: dict[str, Any]) -> bool:
    """Whether the viewer may still open it, and has no reason to be kept away from it."""
    if data["outcome"] == Outcome.PROTECTED:
        return False
    return not data["area"] or viewer.may(Action.TAKE_REQUEST, RecordScope(data["area"]))


def _fresh(request: DeskRequest) -> dict[str, Any]:
    """An empty form of a new call, with an id of its own."""
    given = request.GET.get("channel", "")
    channel = given if given in {one.value for one in DESK_CHANNELS} else _own_channel(request.viewer)
    return {"id": str(uuid4()), "channel": channel, "kind": Kind.HELP.value, "household": request.GET.get("household")}


def _own_channel(viewer: Viewer) -> str:
    roles = {grant.role for grant in viewer.reaching(Action.TAKE_REQUEST, Sensitivity.S1)}
    if Role.HOTLINE in roles:
        return Channel.HOTLINE
    return Channel.CENTRE if roles == {Role.TAMBON} else Channel.WALK_IN


def _call(request: DeskRequest, form: CallForm, half: dict[str, Any]) -> dict[str, Any]:
    rules = rules_on(timezone.localdate(request.viewer.now))
    chosen = {name: half.get(name) or "" for name in CallForm.base_fields}
    return {
        "form": form,
        "half": chosen | {"id": half.get("id") or uuid4(), "kind": half.get("kind") or Kind.HELP},
        "channels": [(one, words.CHANNELS[one]) for one in DESK_CHANNELS],
        "dangers": [one for one in rules.safety if not one.protected],
        "secrets": [one for one in rules.safety if one.protected and not one.public],  # the desk asks which it is
        "kinds": [(one, rules.kinds[one].label) for one in Kind],
        "relations": words.RELATIONS.items(),
        "abouts": words.ABOUT.items(),
        "groups": _problem_groups(),
        "urgencies": [(one, words.URGENCIES[one], rules.terms[one].label) for one in Urgency],
        "outcomes": [(one, words.OUTCOMES[one]) for one in words.AT_ONCE],
        "offered": places_to_take(request.viewer),
        **_families(request.viewer, half),
        **_look(request.viewer, half),
    }


def _families(viewer: Viewer, half: dict[str, Any]) -> dict[str, Any]:
    text, chosen = str(half.get("q") or "").strip(), half.get("household")
    found = families_at_desk(viewer=viewer, text=text) if len(text) > 1 else None
    listed = {one.id for one in found.families} if found else set()
    own = family_at_desk(viewer=viewer, household_id=chosen) if chosen and chosen not in listed else None
    heads = [family.head for family in found.families] if found else []
    return {"found": found, "own": own, "chosen": chosen, "text": text, "half_typed": _half_typed(text, heads)}


def _half_typed(text: str, heads: list[str]) -> bool:
    """Whether the words stand in names that were found, a title before them or not: nothing is spelt wrongly yet."""
    words_of_names = [word for head in heads for word in head.split()]
    return bool(heads) and all(any(word in name for name in words_of_names) for word in text.split())


def _look(viewer: Viewer, half: dict[str, Any]) -> dict[str, Any]:
    rules, found = rules_on(timezone.localdate(viewer.now)), _suggested(half)
    asked = [one for one in rules.safety if one.name in (half.get("safety") or ())]
    alike = requests_alike(viewer, phone=half.get("phone") or "", household_id=half.get("household"))
    return {
        "suggested": found,
        "term": rules.terms[found.urgency],
        "because": _why(found.because),
        "says": [one for one in asked if one.say.en],
        "alike": alike,
        "again": half.get("again"),
        "same_phone": half.get("phone") or "",
    }


def _suggested(half: dict[str, Any]) -> Suggested:
    rules = rules_on(timezone.localdate())
    kind, safety, problems = half.get("kind") or Kind.HELP, half.get("safety") or (), half.get("problems") or ()
    return suggest(rules, kind=kind, safety=safety, problems=problems)


def _one(request: DeskRequest, request_id: UUID) -> dict[str, Any]:
    viewer = request.viewer
    found = request_view(viewer, request_id)
    rules, line = rules_on(timezone.localdate(viewer.now)), found.line
    family = family_at_desk(viewer=viewer, household_id=line.household_id) if line.household_id else None
    labels = _labels()
    return {
        "found": found,
        "line": line,
        "family": family,
        "alike": requests_alike(viewer, phone=found.caller.phone, household_id=line.household_id, but_not=line.id),
        "problems": [labels.get(one, one) for one in line.problems],
        "asked": [one for one in rules.safety if one.name in found.safety],
        "because": _why(line.because),
        "kind": rules.kinds[line.kind],
        "about": words.ABOUT.get(found.about, ""),
        "relation": words.RELATIONS.get(found.caller.relation, ""),
        "term": rules.terms[line.urgency],
        "desk": rules.desk_labels[line.desk],
        "places": names(
            [
                *(line.area_code[:length] for length in (8, 6, 4, 2)),
                *(one.said.get("area_code", "") for one in found.acts),
            ]
        ),
        "people": names_of({one.by for one in found.acts} | {line.owner}, viewer=viewer),
        "answer": rules.answers[line.outcome or line.state],
        "outcomes": [(one, words.OUTCOMES[one]) for one in words.BY_HAND],
        "urgencies": [(one, words.URGENCIES[one], rules.terms[one].label) for one in Urgency],
        "desks": [(one, rules.desk_labels[one]) for one in Desk],
        "secrets": [one for one in rules.safety if one.protected],
        "around": [line.area_code[:length] for length in (6, 4, 2) if len(line.area_code) >= length],
        "provinces": provinces() if line.due_at else (),
        "works_cases": viewer.may(Action.WORK_CASE, RecordScope(line.area_code)),
        "gifts": _gifts(viewer) if line.household_id and _gives(viewer, line.area_code) else (),
        "mine": line.owner == viewer.account_id,
        "act": uuid4(),
        "now": viewer.now,
    }


def _gives(viewer: Viewer, area_code: str) -> bool:
    return viewer.may(Action.GIVE_HELP, RecordScope(area_code))


def _gifts(viewer: Viewer) -> list[HelpKind]:
    """What a centre gives out of its own hands: to the family as one, and without an application."""
    kinds = help_rules(timezone.localdate(viewer.now)).kinds.values()
    return [one for one in kinds if one.to is Receiver.FAMILY and one.form is not Form.HOUSE]


def _problem_groups() -> list[tuple[Sign, list[KnownProblem]]]:
    listed = known_problems(day=timezone.localdate()).values()
    return [
        (sign, [one for one in listed if one.dimension == dimension.value]) for dimension, sign in DIMENSIONS.items()
    ]


def _labels() -> dict[str, str]:
    return {code: words.in_words(one.label) for code, one in known_problems(day=timezone.localdate()).items()}


def _why(because: str) -> str:
    return words.why(because, rules_on(timezone.localdate()), _labels())


@require_http_methods(["GET", "HEAD", "POST"])
def request_family(request: DeskRequest, request_id: UUID) -> HttpResponse:
    """Find the family that a request is about."""
    found = request_view(request.viewer, request_id)
    half = {"q": request.POST.get("q", "")[:100]}
    shown = {"line": found.line, "version": found.version, **_families(request.viewer, half)}
    return render(request, "request_family.html", shown)
