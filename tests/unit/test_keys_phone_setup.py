"""What a phone is told at its setup: ODK Collect's settings in the form that Collect reads, and our own app's link."""

import base64
import json
import zlib
from urllib.parse import urlsplit

import pytest

from samutphok.fieldwork.domain.phone_setup import PhoneSetup, phone_setup
from samutphok.kernel.errors import InvalidInput

TOKEN = "Zm9yIHRlc3RzIG9ubHksIG5vdGhpbmcgbW9yZSBoZXJl"


def setup(base: str = "https://samutphok.example.go.th", place: str = "ตำบลเชิงทะเล") -> PhoneSetup:
    return phone_setup(base=base, token=TOKEN, place=place)


def collect(told: PhoneSetup) -> dict[str, dict[str, object]]:
    """The settings as Collect reads them: base64, inflated, JSON."""
    return json.loads(zlib.decompress(base64.b64decode(told.collect, validate=True)))


def test_collects_code_says_where_the_server_is_and_that_forms_follow_it() -> None:
    settings = collect(setup())
    assert set(settings) == {"general", "admin", "project"}
    assert settings["general"]["server_url"] == f"https://samutphok.example.go.th/v1/key/{TOKEN}"
    assert settings["general"]["form_update_mode"] == "match_exactly"
    assert settings["general"]["autosend"] == "wifi_and_cellular"
    assert settings["general"]["analytics"] is False
    assert settings["project"]["name"] == "สมุดพกครอบครัว ตำบลเชิงทะเล"
    assert len(str(settings["project"]["icon"])) == 1


def test_the_apps_link_keeps_the_token_where_no_server_sees_it() -> None:
    link = urlsplit(setup().app)
    assert (link.path, link.query, link.fragment) == ("/field/", "", f"key={TOKEN}")


@pytest.mark.parametrize("base", ["https://a.example.go.th/", "https://a.example.go.th"])
def test_a_slash_at_the_end_of_the_address_changes_nothing(base: str) -> None:
    assert setup(base).server == f"https://a.example.go.th/v1/key/{TOKEN}"


@pytest.mark.parametrize(
    "base", ["", "samutphok.example.go.th", "ftp://a.example", "https://", "https://a.example/?x=1", "https://a.b/#c"]
)
def test_what_is_no_address_is_refused_with_a_remedy(base: str) -> None:
    with pytest.raises(InvalidInput, match="Give the whole address"):
        setup(base)


def test_the_same_settings_give_the_same_code_and_no_log_shows_it() -> None:
    assert setup() == setup()
    assert TOKEN not in repr(setup())
