"""Attacks on messages: ids that look like citizen numbers, numbers dressed as ids."""

import pytest
from django.utils import timezone

from samutphok.messaging.errors import BadMessage
from samutphok.messaging.queries.rules import rules_on

UNLUCKY = "f95c6067-5334-4445-9528-ce073ab77cf5"  # thirteen digits in a row, between its dashes


def test_an_id_with_many_digits_is_no_citizen_number():
    template = rules_on(timezone.localdate()).template("referral_answered")
    told = {"number": "ภก0004.1/2569", "link": f"/referrals/{UNLUCKY}/"}
    assert template.checked(told)["link"] == told["link"]


@pytest.mark.parametrize(
    "link",
    ["/households/?q=1-2345-67890-12-3", "/referrals/1-2345-67890-12-3/", "/referrals/1234567890123", f"/x{UNLUCKY}",
     f"/referrals/{UNLUCKY}1234567890123/", "//elsewhere.example/", "/protected/", "/a\r\nBcc: x"],
)  # fmt: skip
def test_a_number_dressed_as_an_address_is_refused(link):
    template = rules_on(timezone.localdate()).template("referral_answered")
    with pytest.raises(BadMessage):
        template.checked({"number": "ภก0004.1/2569", "link": link})
