"""Finding a family by a misspelt name, a house code or a number; never more than the page would show."""

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from register_rows import NOW, row, stage, synthetic_pid, viewer

from samutphok.access.domain import Role, covers
from samutphok.linkage.actions import attach_batch
from samutphok.registry.actions.writing import rebuild_sounds
from samutphok.registry.domain.identity import name_key
from samutphok.registry.domain.spelling import edit_distance
from samutphok.registry.domain.views import FoundBy
from samutphok.registry.errors import HouseholdNotFound
from samutphok.registry.models import Household, Membership, NameSound, NameWord
from samutphok.registry.queries import count_households, find_households, household_told, households, search_households
from samutphok.registry.queries.words import near_words, slips_searched

pytestmark = [pytest.mark.database, pytest.mark.django_db]

PHUKET = viewer("83")


def attach(*rows: dict[str, Any]) -> None:
    attach_batch(stage("bmn_survey", rows), now=NOW)


def home(number: int, area: str = "83010101") -> dict[str, str]:
    return {"house_code": f"8301{number:07d}", "family_no": "1", "area_code": area}


def found(text: str, who=PHUKET, **where: Any) -> list[str]:
    return [one.name for one in search_households(viewer=who, text=text, **where).found]


NEIGHBOURS = [("สมชาย", "ใจดี"), ("สมศรี", "ทองคำ"), ("ณัฐพล", "วงศ์สวัสดิ์"), ("ดี", "มา"), ("วรรณา", "ศรีสุข")]


@pytest.fixture
def village() -> None:
    attach(*(row(first, last, **home(number)) for number, (first, last) in enumerate(NEIGHBOURS)))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("สมชาย ใจดี", "สมชาย ใจดี"),
        ("นายสมชาย ใจดี", "สมชาย ใจดี"),
        ("สมชาย  ใจดี ", "สมชาย ใจดี"),
        ("สมชัย ใจดี", "สมชาย ใจดี"),
        ("ศมศรี ทองคํา", "สมศรี ทองคำ"),
        ("สมสี ทองคำ", "สมศรี ทองคำ"),
        ("นัดพล วงสวัสดิ", "ณัฐพล วงศ์สวัสดิ์"),
        ("วันนา สีสุข", "วรรณา ศรีสุข"),
        ("ดี", "ดี มา"),
        ("มา", "ดี มา"),
        ("สวัสดิ์", None),
        ("วงศ์สวัส", "ณัฐพล วงศ์สวัสดิ์"),
        ("ณัฐ", "ณัฐพล วงศ์สวัสดิ์"),
        ("สมศรี แก้วมณี", "สมศรี ทองคำ"),
        ("", None),
        ("()*\"'%_ -", None),
    ],
)
def test_a_name_is_found_as_people_type_it(village: None, typed: str, meant: str | None) -> None:
    assert found(typed)[:1] == ([meant] if meant else [])


def test_the_nearest_spelling_comes_first_and_the_answer_says_whether_it_is_exact(village: None) -> None:
    attach(row("สมชัย", "ใจดี", **home(50)), row("สมชาย", "ใจดำ", **home(51)))
    assert found("สมชาย ใจดี")[0] == "สมชาย ใจดี"
    assert search_households(viewer=PHUKET, text="สมชาย ใจดี").exact
    assert not search_households(viewer=PHUKET, text="สมชาว ใจดี").exact


def test_a_family_is_found_once_however_many_of_its_members_match() -> None:
    attach(*(row(first, "ทองคำ", **home(1)) for first in ("สมศรี", "สมชาย", "มาลี")))
    result = search_households(viewer=PHUKET, text="ทองคำ")
    assert [one.line.members for one in result.found] == [3]


def test_thirteen_digits_find_the_holder_in_any_notation() -> None:
    pid = synthetic_pid(7)
    attach(row(pid=pid, **home(1)), row("มาลี", **home(2)))
    dashed = f"{pid[0]}-{pid[1:5]}-{pid[5:10]}-{pid[10:12]}-{pid[12]}"
    result = search_households(viewer=PHUKET, text=dashed)
    assert [(one.name, one.by) for one in result.found] == [("สมศรี ทองคำ", FoundBy.NUMBER)]
    assert search_households(viewer=viewer("84"), text=pid).found == ()


def test_eleven_digits_find_every_family_of_the_house() -> None:
    attach(row(**home(1)), row("มาลี", **home(1) | {"family_no": "2"}), row("บุญ", **home(2)))
    result = search_households(viewer=PHUKET, text="8301 0000 001")
    assert [(one.line.family_no, one.by) for one in result.found] == [
        ("1", FoundBy.HOUSE_CODE),
        ("2", FoundBy.HOUSE_CODE),
    ]


def test_the_answer_is_cut_at_the_limit_and_says_so() -> None:
    attach(*(row("สมชาย", "ใจดี", **home(number)) for number in range(5)))
    result = search_households(viewer=PHUKET, text="สมชาย", limit=3)
    assert (len(result.found), result.more) == (3, True)
    assert not search_households(viewer=PHUKET, text="สมชาย", limit=5).more


def test_whoever_left_the_household_is_not_found_there() -> None:
    attach(row(pid=synthetic_pid(1), **home(1)), row("มาลี", pid=synthetic_pid(2), **home(1)))
    later = [row("มาลี", pid=synthetic_pid(2), **home(1))]
    attach_batch(stage("bmn_survey", later, as_of=NOW.date()), now=NOW)
    assert found("มาลี") == ["มาลี ทองคำ"]
    assert found("สมศรี") == []


AREAS = ["83010101", "83010102", "83010201", "83020101", "84010101"]
GRANTS = ["83", "8301", "830101", "83010101", "84", "85", ""]


@given(
    places=st.lists(st.tuples(st.sampled_from(AREAS), st.sampled_from(NEIGHBOURS)), min_size=1, max_size=12),
    held=st.lists(st.sampled_from(GRANTS), max_size=2),
    asked=st.sampled_from([None, "TH", "83", "8301", "830102", "84"]),
    text=st.sampled_from(["สมชาย", "ใจดี", "สมศรี ทองคำ", "ดี"]),
)
@pytest.mark.django_db(transaction=False)
def test_lists_counts_search_and_pages_are_equally_narrow(
    django_db_blocker, places: list[tuple[str, tuple[str, str]]], held: list[str], asked: str | None, text: str
) -> None:
    from django.db import transaction

    with transaction.atomic():
        attach(*(row(*name, **home(number, area)) for number, (area, name) in enumerate(places)))
        who = viewer(*held)
        prefix = "" if asked in (None, "TH") else str(asked)
        may = {
            one.id
            for one in Household.objects.all()
            if any(covers(area, one.area_code) for area in held) and covers(prefix, one.area_code)
        }
        listed = households(viewer=who, area_code=asked).lines
        assert {line.id for line in listed} == may
        assert count_households(viewer=who, area_code=asked).number == len(may)
        matches = search_households(viewer=who, text=text, area_code=asked).found
        assert {one.line.id for one in matches} <= may
        bearers = Membership.objects.filter(household_id__in=may)
        wanted = [name_key(word) for word in text.split()]
        assert {one.line.id for one in matches} >= {
            stay.household_id
            for stay in bearers.select_related("person")
            if set(wanted) <= {stay.person.first_key, stay.person.last_key}
        }
        for hidden in Household.objects.exclude(pk__in=may):
            if not any(covers(area, hidden.area_code) for area in held):
                with pytest.raises(HouseholdNotFound):
                    household_told(viewer=who, household_id=hidden.id)
        transaction.set_rollback(True)


def test_pages_hold_every_household_once_in_order() -> None:
    attach(
        *(
            row(f"คน{number}", **home(number % 7, AREAS[number % 3]) | {"family_no": str(number)})
            for number in range(40)
        )
    )
    attach(*(row(f"ไร้บ้าน{number}", area_code=AREAS[number % 3]) for number in range(10)))
    seen, after = [], None
    while True:
        page = households(viewer=PHUKET, after=after, limit=7)
        seen += page.lines
        after = page.next_after
        if after is None:
            break
    keys = [(line.area_code, line.house_code, line.family_no, line.id) for line in seen]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys) == Household.objects.count() == 50


def test_counting_stops_where_nobody_reads_on() -> None:
    attach(*(row(f"คน{number}") for number in range(12)))
    tally = count_households(viewer=PHUKET, up_to=10)
    assert (tally.number, tally.at_least) == (10, True)
    assert not count_households(viewer=PHUKET, up_to=12).at_least


def test_a_volunteer_finds_families_of_the_village_and_no_others(village: None) -> None:
    attach(row("สมชาย", "ใจดี", **home(90, "83010102")))
    volunteer = viewer("83010102", role=Role.VOLUNTEER)
    assert [one.line.area_code for one in search_households(viewer=volunteer, text="สมชาย").found] == ["83010102"]


def test_near_words_are_those_a_plain_comparison_of_the_whole_vocabulary_finds() -> None:
    """Trigrams only propose: for words of five letters and more they propose every word within one slip."""
    chance = random.Random(4)
    letters = "กขคงจชดตนบปมยรลวสหอาีุ"
    words = {"".join(chance.choice(letters) for _ in range(chance.randint(5, 9))) for _ in range(400)}
    slips = {word[:2] + word[3:] for word in list(words)[:60]} | {
        word[:1] + "ก" + word[1:] for word in list(words)[:60]
    }
    NameWord.objects.bulk_create(NameWord(word=word) for word in sorted(words | slips))
    for word in sorted(slips)[:40]:
        plain = {other for other in words | slips if edit_distance(word, other, limit=1) is not None}
        assert plain <= {near.word for near in near_words(word)}
        assert slips_searched(word) >= 1


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("สมชัย", "สมชาย"),
        ("สมไชย", "สมชาย"),
        ("Somchai", "สมชาย"),
        ("Mr. Somchay", "สมชาย"),
        ("somchai jaidee", "สมชาย"),
        ("Prasert", "ประเสริฐ"),
        ("Prasoet", "ประเสริฐ"),
        ("Mali", "มาลี"),
        ("Malee", "มาลี"),
        ("Nattapon", "ณัฐพล"),
        ("Natthaphon Wongsawat", "ณัฐพล"),
        ("Wong", "ณัฐพล"),
        ("Prase", "ประเสริฐ"),
        ("Vanna Srisuk", "วรรณา"),
    ],
)
def test_a_name_is_found_by_its_sound_in_thai_and_in_latin_letters(village: None, typed: str, meant: str) -> None:
    attach(row("ประเสริฐ", "แสงทอง", **home(60)), row("มาลี", "แก้วใส", **home(61)))
    assert found(typed)[0].startswith(meant)


def test_an_exact_spelling_goes_before_one_that_sounds_alike(village: None) -> None:
    attach(row("สมชัย", "แสงทอง", **home(60)))
    assert found("สมชัย") == ["สมชัย แสงทอง", "สมชาย ใจดี"]
    assert found("สมชาย") == ["สมชาย ใจดี", "สมชัย แสงทอง"]


def test_sounds_learned_anew_find_what_they_found_before(village: None) -> None:
    NameSound.objects.all().delete()
    assert found("Somchai") == []
    assert rebuild_sounds() == NameWord.objects.count()
    assert found("Somchai") == ["สมชาย ใจดี"]


@pytest.mark.parametrize(
    "text", ["%", "_", "สม%", "*", "สมชา?", "[ก-ฮ]", "\x00", "สมชาย\x00", "ก" * 5000, "' OR 1=1 --", "😀"]
)
def test_whatever_is_typed_has_an_answer_and_no_wildcard_widens_it(village: None, text: str) -> None:
    assert set(found(text)) <= {"สมชาย ใจดี", "สมศรี ทองคำ"}


@pytest.mark.parametrize("text", ["สมชัย", "Somchai", "ใจดี", "สมศรี ทองคำ", synthetic_pid(3), "8301 0000 001", "ไม่มี"])
def test_keys_alone_are_those_of_the_families_found(village: None, text: str) -> None:
    whole = search_households(viewer=PHUKET, text=text)
    keys = find_households(viewer=PHUKET, text=text)
    assert keys.households == tuple(one.line.id for one in whole.found)
    assert keys.exact == whole.exact or not whole.found
