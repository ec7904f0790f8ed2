"""Two who admit to the last bed at the same moment: one gets it, the other goes on waiting, on either database."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from django.db import OperationalError, connection
from register_rows import NOW, viewer

from samutphok.access.domain import Role
from samutphok.homes.actions import act_on_stay, add_places, ask, open_home
from samutphok.homes.domain.asking import Doing, NewGuest
from samutphok.homes.errors import NoPlaceFree
from samutphok.homes.models import Spell, Stay
from samutphok.homes.queries import places

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
STAFF = viewer("83", role=Role.HOME_STAFF)


def admitting(stay: UUID, place: UUID, together: Barrier) -> Callable[[], str]:
    """What one of the two does, in a thread of its own."""

    def admit() -> str:
        try:
            together.wait(timeout=20)
            act_on_stay(viewer=STAFF, stay_id=stay, doing=Doing("admit", {"place": str(place)}), now=NOW)
        except NoPlaceFree:
            return "waits"
        except OperationalError:  # SQLite lets one write and may turn the other away whole: nothing of it was kept
            return "again"
        finally:
            connection.close()
        return "has it"

    return admit


def test_the_last_bed_is_given_once() -> None:
    home = open_home(viewer=STAFF, name="บ้านกลางทดสอบ", area_code="830106", serves="83", now=NOW)
    add_places(viewer=STAFF, home_id=home, kind="men", labels=("เตียง 1",), now=NOW)
    (bed,) = (one.id for one in places(viewer=STAFF, home_id=home, now=NOW))
    guests = [ask(viewer=STAFF, guest=NewGuest("men", "no_home", home_id=home), now=NOW) for _ in range(4)]
    together = Barrier(len(guests))
    with ThreadPoolExecutor(len(guests)) as pool:
        said = [one.result() for one in [pool.submit(admitting(stay, bed, together)) for stay in guests]]
    assert said.count("has it") == 1
    assert Spell.objects.filter(place=bed, until=None).count() == 1
    assert Stay.objects.filter(home=home, state="staying").count() == 1
    assert Stay.objects.filter(home=home, state="asked", place=None).count() == len(guests) - 1
