"""Citizen numbers read for whole registers are those that the kernel reads one by one."""

import ibis
from hypothesis import given, settings
from hypothesis import strategies as st

from samutphok.foundation.warehouse import connect
from samutphok.kernel.identifiers import PidStatus, pid_check_digit, read_pid
from samutphok.targeting.engine import cells

SEPARATORS = st.sampled_from(["", "", "-", " ", ".", "_", "'", "\u00a0", "\u200b", "\t", "–"])
DIGITS = st.text("0123456789๐๑๒๓๔๕๖๗๘๙", min_size=11, max_size=14)


@st.composite
def good(draw: st.DrawFn) -> str:
    twelve = draw(st.sampled_from("012345678")) + "99" + draw(st.text("0123456789", min_size=9, max_size=9))
    number = twelve + str(pid_check_digit(twelve))
    number = number[1:] if number.startswith("0") and draw(st.booleans()) else number
    return "".join(digit + draw(SEPARATORS) for digit in number)


ODD = st.sampled_from(
    ["1.9900000E+12", "+990000000001", "199000000000e", "1990000000.01", " 990000000002", "1_99000000001", ""]
)
CELLS = st.one_of(st.none(), good(), DIGITS, ODD, st.text(max_size=14))


@settings(deadline=None, max_examples=25)
@given(given_cells=st.lists(CELLS, min_size=1, max_size=60))
def test_the_expression_agrees_with_the_kernel(given_cells):
    table = ibis.memtable(
        {"place": range(len(given_cells)), "pid": given_cells}, schema={"place": "int64", "pid": "string"}
    )
    read = table.select("place", digits=cells.pid_digits(table.pid))
    answers = (
        connect()
        .to_pyarrow(read.select("place", pid=cells.valid_pid(read.digits)).order_by("place"))["pid"]
        .to_pylist()
    )
    for cell, answer in zip(given_cells, answers, strict=True):
        reading = read_pid(cell)
        expected = int(reading.value) if reading.status is PidStatus.VALID else None
        assert answer == expected, cell
