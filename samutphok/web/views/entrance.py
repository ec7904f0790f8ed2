"""The one-click entrance of a demo."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from samutphok.access.actions import enter_demo


@require_POST
def demo_login(request: HttpRequest) -> HttpResponse:
    """Log in as one of the people of a demo, who do not exist; elsewhere the page is absent."""
    enter_demo(request=request, username=request.POST.get("username", ""), now=timezone.now())
    return redirect("home")
