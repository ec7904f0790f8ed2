"""Local definitions: the list, one of them, the editor, its reach, proposal and approval, and two compared."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect, trigger_client_event

from samutphok.insights.queries.definitions import (
    changed_families,
    clauses_shown,
    comparison_page,
    definition_page,
    definitions_page,
    policy_definition_page,
    reach_page,
)
from samutphok.kernel.errors import Stale
from samutphok.kernel.vocabulary import load_vocabulary
from samutphok.targeting.counting import ComparedWanted, begin_comparison
from samutphok.targeting.domain.approval import LocalDefinitionView, Move, State
from samutphok.targeting.domain.conditions import Formula, Group, Node, Row
from samutphok.targeting.domain.drafts import Draft
from samutphok.targeting.domain.editing import (
    as_text,
    moved_clause,
    with_clause,
    with_number,
    with_part,
    without_clause,
    without_number,
    without_part,
)
from samutphok.targeting.domain.gaps import gaps_in
from samutphok.targeting.domain.reach import Change
from samutphok.targeting.errors import CountsShowFamilies, DefinitionMoved, NoListToCountOn, StaleDraft
from samutphok.targeting.local_definitions import (
    approve,
    begin_definition,
    begin_from_file,
    discard,
    propose,
    save_draft,
    send_back,
    withdraw,
)
from samutphok.targeting.queries.definitions import local_definition, written_definition
from samutphok.web.definition_editor import drawn, fact_groups, fact_table
from samutphok.web.definition_forms import BeginForm, ChangeForm, HeadForm, StepForm, head_of, open_clause, read_draft
from samutphok.web.definition_words import CHANGES, MOVES, STANDINGS
from samutphok.web.forms import told
from samutphok.web.requests import DeskRequest

PAGE_SIZE = 25
HEAD = ("label", "committee")  # gaps of the head whose fields are one a language


@require_safe
def definitions(request: DeskRequest) -> HttpResponse:
    """The definitions that concern the viewer: what waits, what is written, what is in force."""
    page = definitions_page(viewer=request.viewer, now=request.viewer.now)
    return render(request, "definitions.html", {"page": page, "form": BeginForm(), "standings": STANDINGS})


@require_POST
def definition_new(request: DeskRequest) -> HttpResponse:
    """A new draft: empty, a copy, or out of a file."""
    form = BeginForm(request.POST, request.FILES)
    asked, now = form.read(), request.viewer.now
    if asked["file"] is not None:
        raw = asked["file"].read()
        begun = begin_from_file(viewer=request.viewer, area=asked["area"], raw=raw, now=now)
    else:
        begun = begin_definition(viewer=request.viewer, area=asked["area"], copy_of=asked["copy_of"], now=now)
    return redirect("definition_edit", definition_id=begun.id)


@require_safe
def definition(request: DeskRequest, definition_id: UUID) -> HttpResponse:
    """One definition to read: the committee's words beside what is counted, its way so far, and what may be done now."""
    page = definition_page(viewer=request.viewer, definition_id=definition_id, now=request.viewer.now)
    shown = {
        "page": page,
        "sign": STANDINGS[page.standing],
        "steps": [(step, MOVES[step.move]) for step in reversed(page.found.steps) if step.move is not Move.EDIT],
        "proposed": page.found.state is State.PROPOSED,
        "draft": page.found.state is State.DRAFT,
    }
    return render(request, "definition.html", shown)


@require_safe
def definition_policy(request: DeskRequest, name: str) -> HttpResponse:
    """A definition that comes with the product."""
    page = policy_definition_page(viewer=request.viewer, name=name, now=request.viewer.now)
    return render(request, "definition_policy.html", {"page": page, "sign": STANDINGS[page.line.standing]})


@require_safe
def definition_file(request: DeskRequest, definition_id: UUID) -> HttpResponse:
    """The frozen definition as its policy file."""
    name, text = written_definition(viewer=request.viewer, definition_id=definition_id)
    headers = {"Content-Disposition": f'attachment; filename="{name}.yaml"'}
    return HttpResponse(text, content_type="application/yaml; charset=utf-8", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def definition_edit(request: DeskRequest, definition_id: UUID) -> HttpResponse:
    """The editor. Every button saves what was typed before it does its own; nothing needs a script."""
    found = local_definition(viewer=request.viewer, definition_id=definition_id)
    if request.method != "POST":
        if found.state is not State.DRAFT:
            return redirect("definition", definition_id=definition_id)
        return _editor(request, found, found.draft, head_of(found.draft))
    head = HeadForm(request.POST)
    if not head.is_valid():
        return _editor(request, found, found.draft, head, status=422)
    do = request.POST.get("do", "save")
    sent = read_draft(request.POST, head, found.draft, load_vocabulary())
    draft, opened = _done(do, sent, open_clause(request.POST, found))
    version = found.version if do == "overwrite" else _version(request.POST)
    try:
        saved = save_draft(
            viewer=request.viewer, definition_id=definition_id, draft=draft, version=version, now=request.viewer.now
        )
    except StaleDraft as stale:
        return _editor(request, found, sent, head, status=stale.status, stale=stale)
    return _after(request, saved, do, opened)


@require_safe
def definition_reach(request: DeskRequest, definition_id: UUID) -> HttpResponse:
    """How many families and persons the definition reaches: a part of the editor, or a page of its own without scripts."""
    try:
        page = reach_page(viewer=request.viewer, definition_id=definition_id, now=request.viewer.now)
    except (NoListToCountOn, CountsShowFamilies) as error:
        shown: dict[str, Any] = {"trouble": told(error), "definition_id": definition_id}
    else:
        shown = {"counted": page, "definition_id": definition_id}
    return render(request, "definition_count.html" if request.htmx else "definition_reach.html", shown)


@require_POST
def definition_move(request: DeskRequest, definition_id: UUID) -> HttpResponse:
    """An author's act: propose, take back, put aside."""
    asked = StepForm(request.POST).read()
    common = {"viewer": request.viewer, "definition_id": definition_id, "version": asked["version"]}
    match asked["move"]:
        case Move.PROPOSE:
            propose(**common, note=asked["note"], now=request.viewer.now)
        case Move.WITHDRAW:
            withdraw(**common, now=request.viewer.now)
        case Move.DISCARD:
            discard(**common, now=request.viewer.now)
            messages.success(request, _("The draft was put aside."))
            return redirect("definitions")
        case _:
            raise DefinitionMoved
    return redirect("definition", definition_id=definition_id)


@require_POST
def definition_decide(request: DeskRequest, definition_id: UUID) -> HttpResponse:
    """The second person's word: approved as it was read, or sent back with a reason."""
    asked = StepForm(request.POST).read()
    common = {"viewer": request.viewer, "definition_id": definition_id, "version": asked["version"]}
    if asked["move"] == Move.APPROVE:
        approve(**common, sha256=asked["sha256"], note=asked["note"], now=request.viewer.now)
        messages.success(request, _("Approved. The next list that is drawn applies it from its day on."))
    elif asked["move"] == Move.SEND_BACK:
        send_back(**common, reason=asked["note"], now=request.viewer.now)
        messages.success(request, _("Sent back to its authors with your reason."))
    else:
        raise DefinitionMoved
    return redirect("definition", definition_id=definition_id)


@require_POST
def definition_compare(request: DeskRequest, definition_id: UUID) -> HttpResponse:
    """Puts a definition beside another; the answer has an address of its own."""
    other = request.POST.get("other", "")[:60]
    key = begin_comparison(viewer=request.viewer, definition_id=definition_id, other=other, now=request.viewer.now)
    return redirect("comparison", comparison_id=key)


@require_safe
def comparison(request: DeskRequest, comparison_id: UUID) -> HttpResponse:
    """Who enters, who leaves, who stays, and by which clause."""
    page = comparison_page(viewer=request.viewer, comparison_id=comparison_id)
    signed = [(change, CHANGES[change.change]) for change in page.changes or ()]
    return render(request, "definition_comparison.html", {"page": page, "changes": signed})


@require_safe
def comparison_families(request: DeskRequest, comparison_id: UUID, change: str) -> HttpResponse:
    """The families behind one number of a comparison."""
    if change not in list(Change):
        raise Http404
    asked = ChangeForm(request.GET).read()
    wanted = ComparedWanted(Change(change), asked["clause"], asked["page"] or 1, PAGE_SIZE)
    page = changed_families(viewer=request.viewer, comparison_id=comparison_id, wanted=wanted, now=request.viewer.now)
    shown = {
        "page": page,
        "sign": CHANGES[page.change.change],
        "pages": -(-page.total // page.page_size) or 1,
        "address": f"clause={asked['clause']}" if asked["clause"] is not None else "",
    }
    return render(request, "definition_families.html", shown)


Step = Callable[[Draft, str, str], tuple[Draft, str]]


def _done(do: str, draft: Draft, opened: str) -> tuple[Draft, str]:
    """What a button does to the draft, and which clause lies open afterwards. do: 'verb' or 'verb:what'."""
    verb, _colon, what = do.partition(":")
    step = _STEPS.get(verb)
    return step(draft, opened, what) if step else (draft, opened)


def _in_open(draft: Draft, opened: str, change: Callable[[Group], Group]) -> tuple[Draft, str]:
    clauses = tuple(
        replace(clause, condition=change(clause.condition))
        if clause.id == opened and isinstance(clause.condition, Group)
        else clause
        for clause in draft.clauses
    )
    return replace(draft, clauses=clauses), opened


def _adding(part: Node) -> Step:
    return lambda draft, opened, path: _in_open(draft, opened, lambda group: with_part(group, _path(path), part))


_STEPS: Mapping[str, Step] = {
    "open": lambda draft, _opened, what: (draft, what),
    "close": lambda draft, _opened, _what: (draft, ""),
    "add-clause": lambda draft, _opened, _what: with_clause(draft),
    "remove-clause": lambda draft, _opened, what: (without_clause(draft, what), ""),
    "up": lambda draft, opened, what: (moved_clause(draft, what, -1), opened),
    "down": lambda draft, opened, what: (moved_clause(draft, what, 1), opened),
    "add-number": lambda draft, opened, _what: (with_number(draft), opened),
    "remove-number": lambda draft, opened, what: (without_number(draft, what), opened),
    "add-row": _adding(Row()),
    "add-formula": _adding(Formula("")),
    "add-group": _adding(Group(every=False)),
    "remove-part": lambda draft, opened, path: _in_open(draft, opened, lambda group: without_part(group, _path(path))),
}


def _path(given: str) -> str:
    """'t.0.1' as '0.1'; nothing for what is no path."""
    path = given.removeprefix("t").removeprefix(".")
    return path if path.replace(".", "").isascii() and path.replace(".", "0").isdigit() else ""


def _version(data: QueryDict) -> int:
    given = data.get("version", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else 0


def _after(request: DeskRequest, saved: LocalDefinitionView, do: str, opened: str) -> HttpResponse:
    """Where a saved draft leads: on in the editor, or to the page where it is proposed."""
    if do == "finish":
        address = reverse("definition", args=[saved.id])
        return HttpResponseClientRedirect(address) if request.htmx else HttpResponseRedirect(address)
    if request.htmx:
        head = head_of(saved.draft)
        return _editor(request, saved, saved.draft, head, opened=opened)
    query = QueryDict(mutable=True)
    query.update({key: value for key, value in (("open", opened), ("view", _view(request))) if value})
    address = reverse("definition_edit", args=[saved.id])
    anchor = f"#clause-{opened}" if opened else ""
    return HttpResponseRedirect(f"{address}?{query.urlencode()}{anchor}" if query else address)


def _view(request: DeskRequest) -> str:
    """'text' for whoever writes rules as text."""
    asked = request.POST.get("view_next") or request.POST.get("view") or request.GET.get("view", "")
    return "text" if asked == "text" else ""


def _editor(
    request: DeskRequest,
    found: LocalDefinitionView,
    draft: Draft,
    head: HeadForm,
    *,
    opened: str | None = None,
    status: int = 200,
    stale: Stale | None = None,
) -> HttpResponse:
    words = load_vocabulary()
    page = definition_page(viewer=request.viewer, definition_id=found.id, now=request.viewer.now)
    if opened is None:
        opened = open_clause(request.POST or request.GET, replace(found, draft=draft))
    gaps = gaps_in(draft, words)
    clause = next((one for one in draft.clauses if one.id == opened), None)
    shown: dict[str, Any] = {
        "page": page,
        "draft": draft,
        "head": head,
        "version": _version(request.POST) if stale else found.version,
        "draft_clauses": clauses_shown(draft),
        "open": opened,
        "open_rule": as_text(clause, draft, words) if clause else "",
        "text_view": _view(request) == "text",
        "tree": drawn(clause, draft, words, gaps) if clause and not clause.sealed else None,
        "fact_groups": fact_groups(draft, words),
        "facts": fact_table(draft, words) if _view(request) == "text" else (),
        "head_open": bool(head.errors or stale) or any(gap.place in head.fields or gap.place in HEAD for gap in gaps),
        "numbers_open": any(gap.place.startswith("number") for gap in gaps),
        "stale": stale,
    }
    answer = render(request, "definition_edit.html", shown, status=status)
    return trigger_client_event(answer, "draft-saved") if request.method == "POST" and status == 200 else answer
