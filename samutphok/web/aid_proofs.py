"""What forms take as evidence of help: a photograph or paper, a signature on the screen, a number."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samutphok.aid.domain.ledger import Evidence, EvidenceKind
from samutphok.logbook.domain.document import MOST_BYTES
from samutphok.logbook.errors import too_large
from samutphok.web import aid_words as words
from samutphok.web.drawings import MOST_DRAWN, drawn_bytes
from samutphok.web.forms import told

PICTURES = "image/jpeg,image/png,image/webp,application/pdf"


class ProofForm(forms.Form):
    """Evidence of help; all of it may be left out."""

    evidence = forms.ChoiceField(
        label=pgettext_lazy("aid", "Evidence"),
        required=False,
        choices=[("", "–"), *((one.value, word) for one, word in words.EVIDENCE.items())],
    )
    evidence_number = forms.CharField(label=pgettext_lazy("aid", "Its number"), required=False, max_length=60)
    file = forms.FileField(
        label=_("Photograph or paper"),
        required=False,
        help_text=_("JPEG, PNG, WebP or PDF, at most 12 MB. Kept sealed among the family's documents."),
        widget=forms.FileInput(attrs={"accept": PICTURES}),
    )
    drawn = forms.CharField(required=False, max_length=MOST_DRAWN, widget=forms.HiddenInput)

    def clean_file(self) -> object:
        """Refuses a large file before a byte of it is read."""
        file = self.cleaned_data["file"]
        if file and file.size > MOST_BYTES:
            raise ValidationError(told(too_large(MOST_BYTES)))
        return file

    def clean_drawn(self) -> bytes:
        """The bytes of the drawing, empty for none."""
        return drawn_bytes(self.cleaned_data["drawn"])

    def proofs(self) -> tuple[Evidence, ...]:
        """What the form says, of a valid form: a file of no said kind is a photograph, a drawing is a signature."""
        data = self.cleaned_data
        said = EvidenceKind(data["evidence"]) if data["evidence"] else None
        found = []
        if data["file"]:
            kind = said or EvidenceKind.PHOTOGRAPH
            found.append(Evidence(kind, number=data["evidence_number"], content=data["file"].read()))
        elif said and not (said is EvidenceKind.SIGNATURE and data["drawn"]):
            found.append(Evidence(said, number=data["evidence_number"]))
        if data["drawn"]:
            found.append(Evidence(EvidenceKind.SIGNATURE, content=data["drawn"]))
        return tuple(found)
