"""Signatures drawn in a browser, as forms take them."""

import base64
import binascii

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_DRAWN = 2_000_000  # characters of a drawn signature
_PNG = "data:image/png;base64,"


def drawn_bytes(text: str) -> bytes:
    """The picture of a drawn signature, empty for none. Raises ValidationError for what is no drawing."""
    if not text:
        return b""
    if not text.startswith(_PNG):
        raise ValidationError(_("The signature could not be read. Sign again."))
    try:
        return base64.b64decode(text.removeprefix(_PNG), validate=True)
    except binascii.Error as error:
        raise ValidationError(_("The signature could not be read. Sign again.")) from error
