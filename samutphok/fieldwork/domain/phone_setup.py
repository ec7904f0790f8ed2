"""What a phone is told once, so that it knows where to get its forms and lists and where to send what was filled in.

ODK Collect reads its settings from a QR code: JSON of the sections general, admin and project, deflated (zlib) and in
base64. A setting that is not named keeps Collect's own default. Source: ODK Collect, 'Configuring settings via QR code'.
"""

import base64
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from samutphok.kernel.errors import Bilingual, InvalidInput

_PROJECT = "สมุดพกครอบครัว"
_COLOUR = "#0f6b70"


@dataclass(frozen=True, slots=True)
class PhoneSetup:
    """Everything that a phone's owner needs. All of it carries the token, so all of it is as secret as the token.

    server: the address for ODK Collect. app: the link that opens the field app; the token stands behind '#', which no
    browser sends to a server. collect: the text of Collect's QR code.
    """

    server: str = field(repr=False)
    app: str = field(repr=False)
    collect: str = field(repr=False)


def phone_setup(*, base: str, token: str, place: str = "") -> PhoneSetup:
    """What to give to the holder of the token. base: the installation's address; place: shown as the project's name.

    Raises InvalidInput when the base is no address.
    """
    address = urlsplit(base)
    if address.scheme not in ("http", "https") or not address.hostname or address.query or address.fragment:
        raise InvalidInput(
            problem=Bilingual("ที่อยู่ของระบบใช้ไม่ได้", "The installation's address cannot be used."),
            remedy=Bilingual(
                "ใส่ที่อยู่เต็ม เช่น https://samutphok.example.go.th",
                "Give the whole address, such as https://samutphok.example.go.th.",
            ),
        )
    root = base.rstrip("/")
    server = f"{root}/v1/key/{token}"
    return PhoneSetup(server, f"{root}/field/#key={token}", collect_code(collect_settings(server, place)))


def collect_settings(server: str, place: str = "") -> dict[str, Mapping[str, object]]:
    """Settings of ODK Collect: it keeps to the server's forms by itself, sends as soon as it can, and tells nobody else."""
    return {
        "general": {
            "server_url": server,
            "form_update_mode": "match_exactly",
            "periodic_form_updates_check": "every_one_hour",
            "autosend": "wifi_and_cellular",
            "image_size": "medium",
            "app_language": "th",
            "analytics": False,
        },
        "admin": {},
        "project": {"name": f"{_PROJECT} {place}".strip(), "icon": "ส", "color": _COLOUR},
    }


def collect_code(settings: Mapping[str, object]) -> str:
    """The text that Collect's QR code carries; the same settings give the same text."""
    told = json.dumps(settings, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return base64.b64encode(zlib.compress(told.encode(), 9)).decode()
