"""What the office may count on when numbers are read. All citizen numbers here are of a series that is never issued."""

import pytest

from samutphok.kernel.errors import InvalidInput
from samutphok.kernel.identifiers import (
    AreaLevel,
    PidStatus,
    area_level,
    area_parent,
    format_pid,
    mask_pid,
    pid_check_digit,
    read_area_code,
    read_house_code,
    read_pid,
)


@pytest.mark.parametrize(
    ("as_written", "value", "status"),
    [
        ("1990000000019", "1990000000019", PidStatus.VALID),
        ("1-9900-00000-01-9", "1990000000019", PidStatus.VALID),
        (" ๑ ๙๙๐๐ ๐๐๐๐๐ ๐๑ ๙ ", "1990000000019", PidStatus.VALID),
        ("0990000000029", "0990000000029", PidStatus.VALID),  # a person without civil-registration status
        ("990000000029", "0990000000029", PidStatus.VALID),  # Excel dropped the leading zero
        ("1990000000018", None, PidStatus.BAD_CHECK_DIGIT),
        ("990000000028", None, PidStatus.MALFORMED),  # twelve digits that no leading zero makes right
        ("9990000000014", None, PidStatus.MALFORMED),  # there is no category 9
        ("199000000001", None, PidStatus.MALFORMED),
        ("19900000000X9", None, PidStatus.MALFORMED),
        ("G990000000001", "G990000000001", PidStatus.G_CODE),  # school code of a stateless pupil
        ("g 990000000001", "G990000000001", PidStatus.G_CODE),
        ("G99000000000", None, PidStatus.MALFORMED),
        ("", None, PidStatus.MISSING),
        (" - ", None, PidStatus.MISSING),
        (None, None, PidStatus.MISSING),
    ],
)
def test_a_citizen_number_is_taken_only_when_it_is_right(
    as_written: str | None, value: str | None, status: PidStatus
) -> None:
    reading = read_pid(as_written)
    assert (reading.value, reading.status) == (value, status)


@pytest.mark.parametrize(("pid", "category"), [("1990000000019", 1), ("0990000000029", 0), ("8991234567897", 8)])
def test_the_first_digit_is_the_registration_category(pid: str, category: int) -> None:
    assert read_pid(pid).category == category


def test_a_g_code_has_no_category() -> None:
    assert read_pid("G990000000001").category is None


def test_a_check_digit_needs_twelve_digits() -> None:
    with pytest.raises(ValueError, match="twelve"):
        pid_check_digit("99")


def test_a_number_is_shown_as_on_the_card_and_masked_for_others() -> None:
    assert format_pid("3995555123457") == "3-9955-55123-45-7"
    assert mask_pid("3995555123457") == "x-xxxx-xxxxx-45-7"
    assert mask_pid("G990000000001") == "xxxxxxxxxx001"
    assert format_pid("G990000000001") == "G990000000001"


@pytest.mark.parametrize(
    ("as_written", "code"),
    [("83010012345", "83010012345"), ("8301-001234-5", "83010012345"), ("๘๓๐๑๐๐๑๒๓๔๕", "83010012345")]
    + [(bad, None) for bad in ("8301001234", "830100123456", "03010012345", "8301001234x", "", None)],
)
def test_a_house_code_has_eleven_digits(as_written: str | None, code: str | None) -> None:
    assert read_house_code(as_written) == code


@pytest.mark.parametrize(
    ("as_written", "code", "level", "parent"),
    [
        ("TH", "TH", AreaLevel.COUNTRY, None),
        ("83", "83", AreaLevel.PROVINCE, "TH"),
        ("8301", "8301", AreaLevel.AMPHOE, "83"),
        ("830101", "830101", AreaLevel.TAMBON, "8301"),
        (" ๘๓๐๑๐๑๐๑ ", "83010101", AreaLevel.VILLAGE, "830101"),
    ],
)
def test_area_codes_nest(as_written: str, code: str, level: AreaLevel, parent: str | None) -> None:
    assert (read_area_code(as_written), area_level(as_written), area_parent(as_written)) == (code, level, parent)


@pytest.mark.parametrize("not_a_code", ["", "8", "830", "83010", "8301010", "830101011", "03", "ภูเก็ต", "83o1"])
def test_what_is_no_area_code_is_refused_with_the_remedy(not_a_code: str) -> None:
    with pytest.raises(InvalidInput, match="2 digits for a province"):
        area_parent(not_a_code)
