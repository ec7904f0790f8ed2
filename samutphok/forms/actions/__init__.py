"""Publishing forms, those that come with the product among them, and retiring versions."""

from samutphok.forms.actions.publishing import (
    ExaminedForm,
    Foreseen,
    Publication,
    SentForm,
    examine_form,
    foresee_form,
    publish_form,
    retire_before,
    retire_version,
)
from samutphok.forms.actions.shipped import publish_shipped, shipped_forms

__all__ = [
    "ExaminedForm",
    "Foreseen",
    "Publication",
    "SentForm",
    "examine_form",
    "foresee_form",
    "publish_form",
    "publish_shipped",
    "retire_before",
    "retire_version",
    "shipped_forms",
]
