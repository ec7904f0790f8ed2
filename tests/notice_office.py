"""People of a few offices, and a notice to send among them."""

from datetime import UTC, date, datetime, timedelta

from samutphok.access.actions import create_account, give_grant
from samutphok.access.domain import Grant, NewAccount, Role, Viewer
from samutphok.access.models import Account
from samutphok.access.queries import operator, viewer_of
from samutphok.notices.domain import Content

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=2)

WORDS = Content(
    title_th="แนวทางเยี่ยมบ้าน",
    text_th="เยี่ยมให้ครบ\n\n- ไปเป็นทีม\n- ถามสิ่งที่ยังไม่ทราบ",
    source="กระทรวง พม.",
    dated=date(2026, 11, 20),
    number="พม 0210/ว 1",
    due_on=date(2026, 12, 1),
)


def somebody(username: str, *grants: Grant, at: datetime = NOW) -> Viewer:
    """A new account with grants, as the viewer it is."""
    create_account(viewer=operator(now=NOW), account=NewAccount(username, username.title()), now=NOW)
    for grant in grants:
        give_grant(viewer=operator(now=NOW), username=username, grant=grant, now=NOW)
    return again(username, at=at)


def again(username: str, at: datetime = NOW) -> Viewer:
    """The same person at another moment."""
    return viewer_of(Account.objects.get(username=username), now=at)


def office() -> dict[str, Viewer]:
    """A national desk, two provinces, and people below one of them."""
    return {
        "national": somebody("national", Grant(Role.NATIONAL, ("TH",))),
        "phuket": somebody("phuket", Grant(Role.PROVINCE, ("83",))),
        "phuket2": somebody("phuket2", Grant(Role.PROVINCE, ("83",))),
        "krabi": somebody("krabi", Grant(Role.PROVINCE, ("81",))),
        "thalang": somebody("thalang", Grant(Role.AMPHOE, ("8303",))),
        "kathu": somebody("kathu", Grant(Role.AMPHOE, ("8302",))),
        "tambon": somebody("tambon", Grant(Role.TAMBON, ("830303",))),
        "volunteer": somebody("volunteer", Grant(Role.VOLUNTEER, ("830303",))),
        "krabi_amphoe": somebody("krabi_amphoe", Grant(Role.AMPHOE, ("8101",))),
    }
