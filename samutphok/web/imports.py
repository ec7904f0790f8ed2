"""What the imports pages take from their forms."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from samutphok.intake.domain.choice import Correction
from samutphok.intake.domain.headers import HEADER_WITHIN
from samutphok.intake.domain.preview import discreet
from samutphok.intake.domain.register import FILLED_BY_FULL_NAME, ColumnType, Register, registers
from samutphok.kernel.dates import PartialDate, read_date
from samutphok.kernel.errors import InvalidInput
from samutphok.web.forms import AddressForm, told
from samutphok.web.templatetags.desk import day, number

MOST_FILES = 20  # sent at once
_COLUMN, _CONSTANT = "column_", "constant_"
_PLACE = re.compile(r"[0-9]{1,6}")
SEPARATORS = [
    ("", _("Recognise it")),
    (",", _("comma ,")),
    (";", _("semicolon ;")),
    ("\t", _("tab")),
    ("|", _("bar |")),
]


class OfficeDateField(forms.CharField):
    """A whole day as offices write it: '30/6/2561', '30 มิถุนายน 2561' or '2018-06-30'."""

    def to_python(self, value: Any) -> Any:
        """A `date`, or None when left empty."""
        if isinstance(value, date):
            return value
        try:
            read = read_date(super().to_python(value))
        except InvalidInput as error:
            raise ValidationError(told(error)) from error
        if read is not None and read.day is None:
            raise ValidationError(_("Write the whole day: day, month and year."))
        return None if read is None else read.earliest()


def register_choices() -> list[tuple[str, Any]]:
    """The registers that can be received, in the reader's language; first, to let the headers decide."""
    language = get_language() or "th"
    named = [(name, register.title.in_language(language)) for name, register in registers().items()]
    return [("", _("Recognise it by its headers")), *named]


class FilesInput(forms.FileInput):
    """A file button that takes several files."""

    allow_multiple_selected = True

    def value_from_datadict(self, _data: Any, files: Any, name: str) -> Any:
        """All of them."""
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class FilesField(forms.FileField):
    """Files of one register each; at least one."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The list of uploaded files."""
        given = data if isinstance(data, list | tuple) else [data]
        files = [super(FilesField, self).clean(one, initial) for one in given or [None]]
        if len(files) > MOST_FILES:
            raise ValidationError(_("Send at most %(most)s files at once.") % {"most": MOST_FILES})
        return files


class UploadForm(forms.Form):
    """Register files, with what their headers do not say."""

    file = FilesField(
        label=_("Files"),
        help_text=_("CSV, XLSX or Parquet as the office sent it, each file one register."),
        widget=FilesInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,.parquet", "data-drop": ""}),
    )
    as_of = OfficeDateField(
        label=pgettext_lazy("register", "The file holds for the day"),
        required=False,
        help_text=_("For example 30/6/2561. Left empty it is today."),
    )
    register = forms.TypedChoiceField(
        label=_("Register"), required=False, choices=register_choices, coerce=str, empty_value=None
    )

    def sent(self) -> list[Any]:
        """The files of a valid form."""
        return list(self.cleaned_data["file"])


class CorrectionForm(AddressForm):
    """What the sender says of a draft, but for its columns, whose number only the file knows."""

    register = forms.ChoiceField(label=_("Register"), required=False, choices=register_choices)
    table = forms.IntegerField(label=_("Sheet"), required=False, min_value=0, max_value=10_000)
    header_row = forms.IntegerField(label=_("Row of headers"), min_value=1, max_value=HEADER_WITHIN)
    delimiter = forms.ChoiceField(label=_("Separator"), required=False, choices=SEPARATORS)
    as_of = OfficeDateField(label=pgettext_lazy("register", "The file holds for the day"), required=False)

    def correction(self, sent: QueryDict) -> tuple[Correction, date | None]:
        """The correction with the columns and constants of the same form; raises InvalidInput."""
        asked = self.read()
        columns = {int(place): name for place, name in _named(sent, _COLUMN).items() if _PLACE.fullmatch(place)}
        said = Correction(
            register=asked["register"],
            table=asked["table"] or 0,
            header_row=asked["header_row"],
            delimiter=sent.get("delimiter", ""),
            columns=columns,
            constants=_named(sent, _CONSTANT),
        )
        return said, asked["as_of"]


class UndoForm(forms.Form):
    """The word of whoever takes a batch back."""

    reason = forms.CharField(
        label=pgettext_lazy("undo", "Why"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: the office sent the file of the wrong year."),
    )
    confirmation = forms.CharField(
        label=_("Type the number of rows to confirm"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


def column_choices(register: Register) -> list[tuple[str, str]]:
    """The canonical columns of a register in the reader's language, required ones marked; first, to leave a column out."""
    language = get_language() or "th"
    needed = str(_("needed"))
    named = [
        (one.name, one.meaning.in_language(language) + (f" ({needed})" if one.required else ""))
        for one in register.columns
    ]
    return [("", str(_("leave out"))), *named]


def cell_of(register: Register, name: str, values: Mapping[str, Any]) -> str:
    """A cell of a preview as people read it; a name in one cell is put together again from what it was parted into."""
    known = register.column(name)
    if known is not None and known.type is ColumnType.FULL_NAME:
        title, first, last = (values.get(part) or "" for part in FILLED_BY_FULL_NAME)
        return f"{title}{first} {last}".strip()
    value = values.get(name)
    if value is None:
        return ""
    if known is not None and known.type is ColumnType.PID:
        return discreet(str(value))
    if known is not None and known.type is ColumnType.DATE:
        return day(PartialDate.from_iso(str(value)))
    return number(value) if isinstance(value, float) else str(value)


def _named(sent: QueryDict, prefix: str) -> dict[str, str]:
    return {name.removeprefix(prefix): sent.get(name, "")[:200] for name in sent if name.startswith(prefix)}
