"""The next months of a province: requests and people without work, only where that can be told."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samutphok.areas.queries import names
from samutphok.insights.queries.ahead import ahead_page
from samutphok.web.requests import DeskRequest
from samutphok.web.uptake_forms import AheadForm


@require_safe
def ahead(request: DeskRequest) -> HttpResponse:
    """What may be told of the next three months, and against what it was tried."""
    data = AheadForm(request.GET).read()
    page = ahead_page(viewer=request.viewer, area=data["area"], now=request.viewer.now)
    return render(request, "ahead.html", {"page": page, "places": names({page.area})})
