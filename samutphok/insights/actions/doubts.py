"""What hangs on questions about who is who: gathered from the rooms that know, for the room that orders the questions."""

from datetime import datetime

from samutphok.aid.queries.helped import helped_households
from samutphok.cases.queries.open_for import households_with_case
from samutphok.linkage.actions import people_in_question, weigh_questions
from samutphok.linkage.domain.gain import Stakes
from samutphok.registry.actions.lookups import homes_of
from samutphok.targeting.queries.places import listed_households


def weigh_doubts(*, now: datetime) -> int:
    """Order the open questions by what their answers save; returns how many changed their place."""
    people = people_in_question()
    homes = homes_of(people)
    families = set(homes.values())
    listed, working, helped = listed_households(families), households_with_case(families), helped_households(families)
    stakes = {
        person: Stakes(listed=home in listed, open_case=home in working, helped=home in helped)
        for person, home in homes.items()
    }
    return weigh_questions(stakes=stakes, now=now)
