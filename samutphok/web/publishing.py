"""What the page takes on which a form is checked and published."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from samutphok.areas.domain import COUNTRY
from samutphok.areas.queries import names
from samutphok.forms.actions import SentForm
from samutphok.forms.domain.files import MOST_FILES, MOST_TOGETHER
from samutphok.web.imports import FilesField, FilesInput

MOST_BYTES = 5 * 1024**2  # of the form itself


class MediaField(FilesField):
    """Any number of files, also none."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The list of uploaded files."""
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if len(given) > MOST_FILES or sum(one.size for one in given) > MOST_TOGETHER:
            raise ValidationError(_("These are too many files, or too large ones: 30 MB together at most."))
        return [forms.FileField.clean(self, one, initial) for one in given]


class PublishForm(forms.Form):
    """A form's file, the pictures and tables that it shows, and whose form it is."""

    file = forms.FileField(
        label=_("The form"),
        help_text=_("The XLSForm (.xlsx), or the XForm (.xml) made from it."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xml"}),
    )
    along = MediaField(
        label=_("Pictures and tables that it shows"),
        required=False,
        help_text=_("Under the names that the form gives them, for example bowl.png or hospitals.csv."),
        widget=FilesInput(attrs={"accept": ".png,.jpg,.jpeg,.svg,.mp3,.m4a,.wav,.mp4,.csv,.geojson,.xml"}),
    )
    area = forms.ChoiceField(label=_("Whose form it is"), required=False)
    allow_loss = forms.BooleanField(
        label=_("I have read what would be lost, and publish it all the same"), required=False
    )

    def __init__(self, *args: Any, areas: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        named, language = names(code or COUNTRY for code in areas), get_language() or "th"
        choices = [
            (code, named[code or COUNTRY].title(language) if (code or COUNTRY) in named else code) for code in areas
        ]
        field = self.fields["area"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
        if len(choices) == 1:
            field.widget = forms.HiddenInput()
            self.initial["area"] = choices[0][0]

    def clean_file(self) -> Any:
        """A file of a size that a form can have."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(_("The file is larger than 5 megabytes."))
        return file

    def sent(self) -> SentForm:
        """The files of a valid form."""
        file, along = self.cleaned_data["file"], self.cleaned_data["along"]
        return SentForm(file.name, file.read(), {one.name: one.read() for one in along})
