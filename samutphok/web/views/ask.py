"""The public pages on which anybody asks for help, and learns what became of it. Nothing is kept before it is sent."""

from typing import Any
from uuid import uuid4

from axes.helpers import get_client_ip_address
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samutphok.areas.queries import provinces
from samutphok.kernel.errors import Error
from samutphok.kernel.thai import sort_key
from samutphok.requests.actions import ask_answer, take_public_request
from samutphok.requests.domain.asking import Kind
from samutphok.requests.queries import rules_on
from samutphok.web import request_words as words
from samutphok.web.forms import told
from samutphok.web.request_forms import AnswerForm, PublicForm

NOTICE = "2569-1"  # version of the notice under PDPA s.23 that stands on the page


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for help without an account: a short form, and the numbers to call when there is danger."""
    form = PublicForm(request.POST) if request.method == "POST" else PublicForm(_fresh(request))
    half = form.half()
    if request.method != "POST":
        return render(request, "ask.html", _shown(half))
    if not form.is_valid():
        trouble = _("Something in the form cannot be read. Look at it once more.")
        return render(request, "ask.html", _shown(half) | {"trouble": trouble}, status=422)
    now = timezone.now()
    try:
        taken = take_public_request(asked=form.asked(get_language() or "th"), address=_address(request), now=now)
    except Error as error:
        return render(request, "ask.html", _shown(half) | {"trouble": told(error)}, status=error.status)
    rules = rules_on(timezone.localdate(now))
    calls = [one for one in rules.safety if one.name in half["safety"] and one.call]
    return render(request, "ask_sent.html", {"taken": taken, "calls": calls})


@require_http_methods(["GET", "HEAD", "POST"])
def ask_result(request: HttpRequest) -> HttpResponse:
    """What became of a request, by number and code; whatever is wrong of them, the answer is the same."""
    form = AnswerForm(request.POST if request.method == "POST" else None)
    shown: dict[str, Any] = {"number": form["number"].value() or ""}
    if request.method != "POST":
        return render(request, "ask_answer.html", shown)
    form.is_valid()
    number, check = form.cleaned_data.get("number", ""), form.cleaned_data.get("check", "")
    try:
        found = ask_answer(number=number, check=check, address=_address(request), now=timezone.now())
    except Error as error:
        return render(request, "ask_answer.html", shown | {"trouble": told(error)}, status=error.status)
    return render(request, "ask_answer.html", shown | {"answer": found, "asked": True})


def _fresh(request: HttpRequest) -> dict[str, Any]:
    area = request.GET.get("area", "")
    return {"id": str(uuid4()), "kind": Kind.HELP.value, "area": area}


def _shown(half: dict[str, Any]) -> dict[str, Any]:
    rules, language = rules_on(timezone.localdate()), get_language() or "th"
    chosen = {name: half.get(name) or "" for name in PublicForm.base_fields}
    return {
        "half": chosen | {"id": half.get("id") or uuid4(), "kind": half.get("kind") or Kind.HELP},
        "kinds": [(one, rules.kinds[one].label) for one in Kind],
        "safety": [one for one in rules.safety if one.public],
        "relations": words.RELATIONS.items(),
        "abouts": words.ABOUT.items(),
        "provinces": sorted(provinces(), key=lambda one: sort_key(one.name(language))),
        "terms": [rules.terms[one] for one in rules.terms],
        "notice": NOTICE,
    }


def _address(request: HttpRequest) -> str:
    """The network address as failed logins are counted by."""
    return str(get_client_ip_address(request) or "")
