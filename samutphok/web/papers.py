"""What the forms for a family's documents take."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samutphok.access.domain import Sensitivity
from samutphok.kernel.errors import Bilingual
from samutphok.logbook.domain.document import (
    KIND_LABELS,
    MOST_BYTES,
    REASON_LENGTH,
    TITLE_LENGTH,
    DocumentKind,
    NewDocument,
)
from samutphok.logbook.errors import too_large
from samutphok.web.forms import AddressForm, told
from samutphok.web.imports import OfficeDateField
from samutphok.web.templatetags.desk import said


def _kinds() -> list[tuple[str, str]]:
    return [(kind.value, said(label)) for kind, label in KIND_LABELS.items()]


class DocumentForm(forms.Form):
    """A file with what it is. Its name and its claimed type are not looked at."""

    file = forms.FileField(
        label=_("Picture or PDF"),
        help_text=_(
            "JPEG, PNG, WebP or PDF, at most 12 MB. The place and time that a camera writes into a picture are removed."
        ),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,application/pdf"}),
    )
    kind = forms.ChoiceField(label=pgettext_lazy("document", "What it shows"), choices=_kinds)
    title = forms.CharField(
        label=pgettext_lazy("document", "Title"),
        max_length=TITLE_LENGTH,
        help_text=_("For example: roof after the rain, referral letter."),
    )
    taken_on = OfficeDateField(
        label=_("Day it was taken or written"), required=False, help_text=_("For example 30/6/2561. May be left empty.")
    )
    sensitivity = forms.TypedChoiceField(
        label=_("Who may see it"),
        coerce=lambda value: Sensitivity(int(value)),
        choices=[
            (Sensitivity.S2.value, _("Those who work with health and poverty; each look is recorded")),
            (Sensitivity.S1.value, _("Everybody who may see this family, volunteers too")),
        ],
    )

    def clean_file(self) -> object:
        """Refuses a large file before a byte of it is read."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(told(too_large(MOST_BYTES)))
        return file

    def document(self) -> NewDocument:
        """What was said of the file."""
        given = self.cleaned_data
        return NewDocument(DocumentKind(given["kind"]), given["title"], given["taken_on"], given["sensitivity"])


class WithdrawForm(AddressForm):
    """Why a document goes out of sight."""

    because = forms.CharField(label=_("Reason"), max_length=REASON_LENGTH, required=False)


def size_text(size: int) -> Bilingual:
    """A file's size as people read it: '340 kB'."""
    if size >= 1024**2:
        return Bilingual(f"{size / 1024**2:.1f} เมกะไบต์", f"{size / 1024**2:.1f} MB")
    return Bilingual(f"{max(1, size // 1024)} กิโลไบต์", f"{max(1, size // 1024)} kB")
