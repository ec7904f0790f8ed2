"""Places as pages name them."""

from collections.abc import Iterable, Mapping

from samutphok.access.domain import Action, Viewer, covers
from samutphok.areas.domain import COUNTRY, AreaView
from samutphok.areas.queries import names
from samutphok.insights.domain.area import Place
from samutphok.kernel.errors import Bilingual


def prefix_of(code: str) -> str:
    """The prefix that all areas inside `code` share: '' for the country."""
    return "" if code == COUNTRY else code


def reaches(viewer: Viewer, action: Action, code: str) -> bool:
    """Whether the viewer may do this to everything in the area."""
    return any(covers(prefix, prefix_of(code)) for prefix in viewer.prefixes(action))


def meets(viewer: Viewer, action: Action, code: str) -> bool:
    """Whether the viewer may do this to the area or to a part of it."""
    return reaches(viewer, action, code) or any(covers(prefix_of(code), prefix) for prefix in viewer.prefixes(action))


def place(viewer: Viewer, found: AreaView) -> Place:
    """The area as the viewer meets it: open when its page is theirs to see."""
    return Place(
        code=found.code,
        kind=str(found.kind),
        name=Bilingual(found.title("th") or found.code, found.title("en") or found.code),
        open=reaches(viewer, Action.VIEW_COUNTS, found.code),
        listed=found.listed,
        bare=name_of(found),
    )


def place_named(viewer: Viewer, code: str, known: Mapping[str, AreaView]) -> Place:
    """The place of a code, by its code alone when no list names it."""
    found = known.get(code)
    if found is not None:
        return place(viewer, found)
    return Place(code, "unlisted", Bilingual(code, code), reaches(viewer, Action.VIEW_COUNTS, code), listed=False)


def name_of(found: AreaView) -> Bilingual:
    """The name in both languages; the Thai one, or the code, where there is no other."""
    thai = found.name_th or found.code
    return Bilingual(thai, found.name_en or thai)


def names_around(codes: Iterable[str]) -> dict[str, AreaView]:
    """The areas of these codes and of everything they lie in, in one look."""
    wanted = {code[:length] for code in codes for length in (2, 4, 6, 8) if len(code) >= length and code.isdigit()}
    return names(wanted | set(codes))
