"""Citizen numbers against python-stdnum, which was written independently."""

from hypothesis import given
from hypothesis import strategies as st
from stdnum.th import pin

from samutphok.kernel.identifiers import (
    PidStatus,
    area_level,
    area_parent,
    format_pid,
    mask_pid,
    pid_check_digit,
    read_area_code,
    read_pid,
)
from samutphok.kernel.thai import thai_digits

digits = st.text("0123456789", min_size=13, max_size=13)
never_issued = st.tuples(st.sampled_from("012345678"), st.text("0123456789", min_size=9, max_size=9)).map(
    lambda parts: f"{parts[0]}99{parts[1]}"
)


@given(digits)
def test_validity_agrees_with_stdnum(number: str) -> None:
    if number[0] != "0":  # stdnum does not know people without civil-registration status
        assert (read_pid(number).status is PidStatus.VALID) == pin.is_valid(number)


@given(never_issued)
def test_the_check_digit_agrees_with_stdnum(first12: str) -> None:
    assert str(pid_check_digit(first12)) == pin.calc_check_digit(first12)


@given(
    never_issued,
    st.sampled_from([str, format_pid, thai_digits, lambda pid: f" {pid}\u200b", lambda pid: " ".join(pid)]),
)
def test_a_number_is_read_however_it_is_written(first12: str, write) -> None:
    pid = f"{first12}{pid_check_digit(first12)}"
    assert read_pid(write(pid)).value == pid


@given(never_issued, st.integers(0, 12), st.integers(1, 9))
def test_a_slip_in_one_digit_is_caught_where_the_sum_can_show_it(first12: str, place: int, shift: int) -> None:
    """It cannot in the third digit, whose weight is 11, and between the sums 0 and 10, which share the check digit 1."""
    pid = f"{first12}{pid_check_digit(first12)}"
    slipped = f"{pid[:place]}{(int(pid[place]) + shift) % 10}{pid[place + 1 :]}"
    if place != 2 and pid[12] != "1":
        assert read_pid(slipped).value is None


@given(st.text())
def test_reading_never_fails_and_masks_never_show_more_than_three_digits(text: str) -> None:
    reading = read_pid(text)
    if reading.value is not None:
        assert len(mask_pid(reading.value).replace("x", "").replace("-", "")) == 3


@given(st.from_regex(r"[1-9][0-9](?:[0-9]{2}){0,3}", fullmatch=True))
def test_every_code_leads_up_to_the_country(code: str) -> None:
    steps = 0
    current: str | None = read_area_code(code)
    while current is not None and current != "TH":
        assert code.startswith(current)
        assert area_level(current) == len(current)
        current, steps = area_parent(current), steps + 1
    assert (current, steps) == ("TH", len(code) // 2)
