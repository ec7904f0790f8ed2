"""Before free text is kept: words of the closed compartment make the form ask whether the matter belongs there."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone

from samutphok.foundation.audit.actions import record
from samutphok.kernel.sealed_words import sealed_words_on

View = Callable[..., HttpResponse]
ANSWER, NOT_THAT = "compartment", "no"  # the field in which the question is answered, and its answer
_OWN = ("csrfmiddlewaretoken", ANSWER)


def asks_first(*names: str, parts: Iterable[str] = (), unless: str = "", bare: bool = False) -> Callable[[View], View]:
    """A view whose form is asked about before it is kept. names: its free text; parts: beginnings or endings of names.

    Nothing is kept until the question is answered; every word that was typed goes on with the form. 'It is not that' is
    recorded as an act without a word of it, in one transaction with what the form keeps. unless: a field that says that
    the form keeps nothing yet; bare: for whoever has no account.
    """
    edges = tuple(parts)

    def asking(view: View) -> View:
        @wraps(view)
        def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method != "POST" or (unless and unless in request.POST):
                return view(request, *args, **kwargs)
            typed = _typed(request.POST, names, edges)
            found = sealed_words_on(timezone.localdate()).in_any(typed.values())
            if not found:
                return view(request, *args, **kwargs)
            if request.POST.get(ANSWER) != NOT_THAT:
                return _question(request, typed, found, bare=bare)
            with transaction.atomic():
                answer = view(request, *args, **kwargs)
                if 300 <= answer.status_code < 400:  # kept: every form that was leads on to a page
                    _note(request, kwargs, bare=bare)
            return answer

        asked.asks_first = True  # type: ignore[attr-defined]
        return asked

    return asking


def _typed(sent: QueryDict, names: tuple[str, ...], edges: tuple[str, ...]) -> dict[str, str]:
    """The free text of a form, by its field."""
    wanted = (name for name in sent if name in names or (edges and (name.startswith(edges) or name.endswith(edges))))
    return {name: text for name in wanted if (text := "\n".join(sent.getlist(name)).strip())}


def _question(request: HttpRequest, typed: dict[str, str], found: tuple[str, ...], *, bare: bool) -> HttpResponse:
    """The question, with the text to be changed and everything else of the form behind it."""
    words = sealed_words_on(timezone.localdate())
    asked = {name: text for name, text in typed.items() if words.found(text)}
    behind = [
        (name, value) for name in request.POST if name not in (*_OWN, *asked) for value in request.POST.getlist(name)
    ]
    shown = {
        "base": "referral_bare.html" if bare else "base.html",
        "asked": asked.items(),
        "found": found,
        "behind": behind,
        "together": "\n\n".join(asked.values()),
        "action": request.get_full_path(),
        "bare": bare,
        "files": bool(request.FILES),
    }
    return render(request, "compartment_question.html", shown, status=422)


def _note(request: HttpRequest, kwargs: dict[str, Any], *, bare: bool) -> None:
    """That somebody said it is no such matter: on which record, never a word."""
    key = next((name for name in kwargs if name.endswith("_id") or name == "code"), "")
    family = request.POST.get("household", "") or request.GET.get("household", "")
    subject = f"{_KINDS.get(key, key.removesuffix('_id'))}:{kwargs[key]}" if key else f"household:{_id(family)}"
    actor = "one-time-link" if bare else request.viewer.account_id  # type: ignore[attr-defined]
    record(actor=actor, act="kept_outside_compartment", subject=subject, now=timezone.now())


_KINDS = {"application_id": "aid-application", "entry_id": "ledger-entry", "code": "area", "joint_id": "joint-visit"}


def _id(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return ""
