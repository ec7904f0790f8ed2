"""Who may do what with a referral as it stands: the table that a policy officer can read, and the diagram in the documents."""

from pathlib import Path

import pytest

from samutphok.referrals.domain.table import MAY, MOVES, Deed, Reach, Side, State, allowed, reach

# state -> what the agency may do | what the sender may do (notes, sharing anew and handing to a colleague are always open)
TABLE = """
sent         accept ask refuse appoint deliver          | transfer withdraw
asked        accept refuse appoint                      | answer transfer withdraw
accepted     ask return appoint deliver missed          | missed transfer withdraw
asked_later  return appoint deliver                     | answer transfer withdraw
appointed    ask return appoint deliver missed          | missed transfer withdraw
delivered    deliver worked failed                      | worked failed
refused                                                 | send_again transfer withdraw settle
returned                                                | send_again transfer withdraw settle
missed       appoint deliver                            | send_again transfer withdraw settle
failed                                                  | send_again transfer withdraw settle
expired                                                 | send_again transfer withdraw settle
worked                                                  |
settled                                                 |
withdrawn                                               |
transferred                                             |
"""
ALWAYS = {Side.AGENCY: {"note", "take"}, Side.SENDER: {"note", "reassign", "renew"}}
ROWS = [
    (state, side, set(words.split()))
    for line in TABLE.strip().splitlines()
    for state, _, rest in [line.partition(" ")]
    for side, words in zip(Side, rest.split("|"), strict=True)
]


@pytest.mark.parametrize(("state", "side", "may"), ROWS)
def test_who_may_do_what(state, side, may):
    open_now = {deed.value for deed in allowed(State(state), side)}
    assert open_now - ALWAYS[side] == may
    ended = state in ("worked", "settled", "withdrawn", "transferred")
    assert (ALWAYS[side] & open_now) == (set() if ended else ALWAYS[side])


def test_every_state_stands_in_the_table():
    assert {state for state, _side, _may in ROWS} == {state.value for state in State} - {"new"}


def test_the_clock_and_the_office_alone_do_what_nobody_may():
    nobody = set(Deed) - MAY[Side.AGENCY] - MAY[Side.SENDER]
    assert nobody == {
        Deed.REFER, Deed.EXPIRE, Deed.REMIND, Deed.ESCALATE_HEAD, Deed.ESCALATE_PROVINCE, Deed.ESCALATE_GOVERNOR
    }  # fmt: skip


@pytest.mark.parametrize(
    ("state", "shared", "sees"),
    [
        ("sent", True, Reach.FIELDS), ("delivered", True, Reach.FIELDS), ("worked", True, Reach.FIELDS),
        ("refused", True, Reach.SHELL), ("returned", True, Reach.SHELL), ("transferred", True, Reach.SHELL),
        ("withdrawn", True, Reach.NOTHING), ("expired", True, Reach.NOTHING), ("sent", False, Reach.NOTHING),
        ("worked", False, Reach.NOTHING),
    ],
)  # fmt: skip
def test_what_an_agency_still_sees(state, shared, sees):
    assert reach(State(state), shared=shared) is sees


def test_the_diagram_in_the_documents_is_the_table():
    page = (Path(__file__).parents[2] / "docs" / "referrals.md").read_text()
    assert MOVES.diagram() in page
