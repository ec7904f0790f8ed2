"""What the imports pages take from their forms."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from samutphok.intake.domain.register import FILLED_BY_FULL_NAME, ColumnType, registers
from samutphok.kernel.dates import PartialDate, read_date
from samutphok.kernel.errors import InvalidInput
from samutphok.web.forms import AddressForm, told
from samutphok.web.templatetags.desk import day, number


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


class UploadForm(forms.Form):
    """A register file, with what its headers do not say."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, XLSX or Parquet as the office sent it."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx,.parquet"}),
    )
    as_of = OfficeDateField(
        label=pgettext_lazy("register", "The file holds for the day"),
        required=False,
        help_text=_("For example 30/6/2561. Left empty it is today."),
    )
    register = forms.TypedChoiceField(
        label=_("Register"), required=False, choices=register_choices, coerce=str, empty_value=None
    )


class ReceiveForm(AddressForm):
    """The confirmation of a preview."""

    token = forms.CharField(widget=forms.HiddenInput, max_length=2000)
    register = forms.ChoiceField(widget=forms.HiddenInput, choices=register_choices)
    as_of = OfficeDateField(widget=forms.HiddenInput, required=False)


def cell_of(register: str, name: str, values: Mapping[str, Any]) -> str:
    """A cell of a preview as people read it; a name in one cell is put together again from what it was parted into."""
    known = registers()[register].column(name)
    if known is not None and known.type is ColumnType.FULL_NAME:
        title, first, last = (values.get(part) or "" for part in FILLED_BY_FULL_NAME)
        return f"{title}{first} {last}".strip()
    value = values.get(name)
    if value is None:
        return ""
    if known is not None and known.type is ColumnType.DATE:
        return day(PartialDate.from_iso(str(value)))
    return number(value) if isinstance(value, float) else str(value)
