"""A form blank on paper, for villages with neither telephone nor signal."""

from django import forms
from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from samutphok.forms.queries import form_page
from samutphok.web.documents.paper_form import COPIES, MOST_COPIES, PaperSize, paper_form_pdf
from samutphok.web.forms import AddressForm
from samutphok.web.requests import DeskRequest


class PaperForm(AddressForm):
    """Which sheet, and for how many people."""

    size = forms.ChoiceField(label=_("Paper"), required=False, choices=[("a4", "A4"), ("a5", "A5")])
    people = forms.IntegerField(label=_("People"), required=False, min_value=1, max_value=MOST_COPIES)


@require_safe
def form_paper(request: DeskRequest, form_id: str) -> HttpResponse:
    """The form as a PDF to print: `?size=a5` on small sheets, `?people=6` with room for six members."""
    asked = PaperForm(request.GET).read()
    page = form_page(viewer=request.viewer, form_id=form_id, version=request.GET.get("version"))
    content = paper_form_pdf(
        title=page.form.title,
        version=page.form.version,
        parts=page.parts,
        size=PaperSize(asked["size"] or "a4", asked["people"] or COPIES),
        language=get_language() or "th",
    )
    headers = {"Content-Disposition": 'inline; filename="samutphok-form.pdf"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
