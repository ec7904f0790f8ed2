"""What if: a shock is set, tried on the registers, and its numbers are read. No family stands here."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from samutphok.areas.queries import children, names
from samutphok.scenarios.actions import ask_trial
from samutphok.scenarios.queries import TrialPage, scenario_named, scenario_page, trial_page
from samutphok.scenarios.queries.trials import Figure, TrialRow
from samutphok.web.requests import DeskRequest
from samutphok.web.templatetags.office import area_word
from samutphok.web.uptake_forms import ScenariosForm, SettingsForm, TrialForm
from samutphok.web.uptake_words import THREES


@require_safe
def scenarios(request: DeskRequest) -> HttpResponse:
    """The scenarios there are, the settings of one, and what was tried lately."""
    data = ScenariosForm(request.GET).read()
    page = scenario_page(viewer=request.viewer, scenario=data["scenario"], area=data["area"])
    form = SettingsForm(scenario=page.chosen)
    province = page.area[:2]
    amphoe = children(province) if province and page.chosen.income else ()
    shown = {
        "page": page,
        "province": province,
        "threes": [(THREES["value" if name.startswith("value") else name], inputs) for name, inputs in form.threes()],
        "amphoe": amphoe,
        "places": {one.code: one for one in amphoe}
        | names({province} | {one.area_prefix for one in page.trials} - {""}),
    }
    return render(request, "scenarios.html", shown)


@require_POST
def scenario_try(request: DeskRequest, name: str) -> HttpResponse:
    """Has a scenario tried with the settings of the form."""
    form = SettingsForm(request.POST, scenario=scenario_named(name))
    settings = form.settings()
    trial = ask_trial(
        viewer=request.viewer,
        scenario=name,
        area_prefix=form.read()["area"],
        settings=settings,
        now=request.viewer.now,
    )
    return redirect("scenario_trial", trial)


@require_safe
def scenario_trial(request: DeskRequest, trial_id: UUID) -> HttpResponse:
    """A trial's numbers: before and after, low to high, and area by area."""
    data = TrialForm(request.GET).read()
    page = trial_page(viewer=request.viewer, trial_id=trial_id, area=data["area"], what=data["what"])
    codes = {page.area[:n] for n in (2, 4, 6) if n <= len(page.area)} | {one.area_code for one in page.inside}
    places = names(codes | set(page.trial.settings["areas"]))
    shown = {
        "page": page,
        "working": page.trial.state in ("waiting", "working"),
        "places": places,
        "poor": _lines(page, [row for row in page.rows if row.line]),
        "entitled": _lines(page, [row for row in page.rows if row.benefit and row.changes]),
        "one_word": next((_word(row) for row in page.rows if _what(row) == page.what), ""),
        "inside": [
            _Line(area_word(row.area_code, places), f"?area={row.area_code}&what={page.what}", _figures(row), most)
            for most in [max((row.high.most for row in page.inside), default=0)]
            for row in page.inside
        ],
        "above": [page.area[:n] for n in (2, 4) if len(page.trial.area_prefix) <= n < len(page.area)],
    }
    return render(request, "scenario_trial.html", shown)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a table of figures; most: what its bars are measured against."""

    word: str
    link: str
    figures: tuple[Figure, ...]
    most: int


def _lines(page: TrialPage, rows: list[TrialRow]) -> list[_Line]:
    return [
        _Line(_word(row), f"?area={page.area}&what={_what(row)}#areas-title", _figures(row), max(row.asked, 1))
        for row in rows
    ]


def _figures(row: TrialRow) -> tuple[Figure, ...]:
    return (row.before, row.low, row.mid, row.high)


def _what(row: TrialRow) -> str:
    return row.line.id if row.line else row.benefit.name if row.benefit else ""


def _word(row: TrialRow) -> str:
    label = row.line.label if row.line else row.benefit.label if row.benefit else None
    return label.in_language(get_language() or "th") if label else ""
