"""Rules that hold for every code and every name."""

from hypothesis import given
from hypothesis import strategies as st

from samutphok.areas.domain import catalogue, kind_of, level_of, lineage, parent_of, read_code
from samutphok.areas.domain.names import asked, likeness, search_key, sound_of
from samutphok.areas.errors import MalformedAreaCode
from samutphok.kernel.thai import thai_digits

CURRENT = [area for area in catalogue() if area.valid_to is None]


def digits(least: int, most: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=least, max_size=most)


first = st.sampled_from("123456789")
numeric = st.builds(lambda a, b: a + b, first, st.sampled_from((1, 3, 5, 7)).flatmap(lambda n: digits(n, n)))
own = st.builds(lambda a, b: "C" + a + b, first, digits(7, 9)) | st.builds(
    lambda a, b: "L" + a + b, first, digits(3, 10)
)
codes = st.just("TH") | numeric | own


@given(codes)
def test_a_well_formed_code_reads_as_itself_in_thai_digits_too(code: str) -> None:
    assert read_code(code) == read_code(thai_digits(code)) == read_code(f" {code.lower()} ") == code


@given(codes)
def test_a_lineage_begins_with_the_country_and_each_step_is_the_parent_of_the_next(code: str) -> None:
    steps = lineage(code)
    assert steps[0] == "TH"
    assert steps[-1] == code
    assert [parent_of(step) for step in steps[1:]] == list(steps[:-1])
    assert [level_of(step) for step in steps] == sorted(level_of(step) for step in steps)
    assert all(kind_of(step) for step in steps)


@given(st.text(max_size=12))
def test_any_other_text_is_refused_by_the_one_error(text: str) -> None:
    try:
        code = read_code(text)
    except MalformedAreaCode:
        return
    assert read_code(code) == code


@given(st.sampled_from(CURRENT))
def test_every_place_fits_its_own_names_best(area: object) -> None:
    key = search_key(area.name_th, area.name_en)
    assert likeness(sound_of(area.name_th), key) == 4.0
    assert likeness(asked(area.title("en")).sound, key) >= 2.0
    assert asked(area.title("th")).sound in key


@given(st.sampled_from(CURRENT), st.data())
def test_a_name_with_one_letter_left_out_is_still_alike(area: object, data: st.DataObject) -> None:
    sound = sound_of(area.name_th)
    if len(sound) < 6:
        return
    gone = data.draw(st.integers(0, len(sound) - 1))
    assert likeness(sound[:gone] + sound[gone + 1 :], search_key(area.name_th, area.name_en)) > 0
