"""Every page of every role keeps the rules for pages. Pages are found by following the desk's own links from each route
that needs no id; whichever route with an id no role comes to must be named here as one that gives no page.
"""

import pytest
from desk_office import Families
from django.urls import get_resolver
from page_rules import breaches
from whole_desk import asks_for_an_id, entered, make_whole_desk, patterns, walk

from samutphok.access.domain import DEMO_ACCOUNTS

pytestmark = [pytest.mark.database, pytest.mark.django_db]

SHELLS = frozenset({"field", "typing_open"})  # apps that write their own content
# Routes with an id that take a form, or answer with a file, a drawing or a part of a page. Others must be reached by links.
NO_PAGE = frozenset(
    {
        "quality_file",
        "quality_letter_file",
        "scenario_try",
        "uptake_finding",
        "watch_act",
        "verification_finding",
        "verification_act",
        "verification_sample",
        "verification_give",
        "share",
        "share_act",
        "share_try",
        "share_families",
        "share_hand",
        "share_compare",
        "share_places",
        "share_look",
        "share_place",
        "case",
        "case_step",
        "case_contact",
        "case_note",
        "case_close",
        "case_confirm",
        "case_send_back",
        "case_reopen",
        "plan_edit",
        "plan_compare",
        "plan_agree",
        "plan_print",
        "conference",
        "conference_put",
        "conference_take_off",
        "conference_attend",
        "conference_decide",
        "conference_sign",
        "conference_cancel",
        "conference_minutes",
        "referral",
        "referral_act",
        "referral_transfer",
        "referral_link",
        "referral_letter",
        "referral_door",
        "referral_door_act",
        "aid_entry",
        "aid_reverse",
        "aid_prove",
        "aid_findings",
        "aid_certificate",
        "aid_need_close",
        "aid_give",
        "aid_apply",
        "aid_need",
        "aid_application",
        "aid_application_act",
        "aid_receipt",
        "aid_transfer_file",
        "aid_handout",
        "aid_hand",
        "aid_tap",
        "aid_typed",
        "aid_handout_close",
        "aid_sheet",
        "aid_pledge",
        "needs_withdraw",
        "account_close",
        "account_code",
        "account_factor",
        "account_grant",
        "account_reset_password_from_key",
        "account_switch",
        "account_unlock",
        "area_draw",
        "area_outlines",
        "area_plan_close",
        "area_plan_write",
        "comparison",
        "comparison_families",
        "conflict_decide",
        "definition_compare",
        "definition_decide",
        "definition_edit",
        "definition_file",
        "definition_move",
        "request_do",
        "definition_reach",
        "document",
        "document_new",
        "document_small",
        "document_withdraw",
        "file",
        "file_delete",
        "form_paper",
        "form_retire",
        "form_xform",
        "grant_withdraw",
        "home_ask",
        "home_place_act",
        "household_booklet",
        "household_logbook",
        "import_discard",
        "import_draft",
        "import_receive",
        "import_rejects",
        "import_remarks",
        "import_retry",
        "import_undo",
        "joint_visit_close",
        "joint_visit_fill",
        "kept_change",
        "kept_open",
        "livelihood_choose",
        "livelihood_demand",
        "livelihood_intake",
        "livelihood_intake_change",
        "livelihood_path",
        "livelihood_path_act",
        "message_retry",
        "notice_acknowledge",
        "notice_answer",
        "notice_ask",
        "notice_pass_on",
        "notice_remind",
        "notice_withdraw",
        "partner_agency_keep",
        "partner_places",
        "partner_service_keep",
        "phone_new",
        "phone_revoke",
        "programme_enter",
        "programme_leave",
        "programme_line",
        "programme_partner",
        "programme_pdf",
        "programme_report",
        "programme_settle",
        "programme_xlsx",
        "protected_act",
        "protected_facts",
        "protected_glass",
        "protected_matter",
        "protected_team",
        "review_decide",
        "review_reopen",
        "family_change_look",
        "family_change_do",
        "family_change_undo",
        "stay_act",
        "submission_decide",
        "volunteer_draft",
        "volunteer_phone",
        "volunteer_stop",
        "volunteer_take_on",
        "rights_sheet",
        "typing_file",
        "typing_keep",
        "typing_xml",
        "visit_aside",
    }
)


# Pages that ask the database more often than any page should, and by how much: to be cut, never to be added to. Work with a
# family is asked of five capabilities, and whether the family turned out to be another before that.
HEAVIER = {"household_work": 1}


@pytest.fixture
def families(settings) -> Families:
    settings.DEMO = True
    return make_whole_desk()


def test_every_page_of_every_role_keeps_the_rules(families: Families) -> None:
    """All roles in one test: the office is made once."""
    broken, reached = [], set()
    for who in ["", *(account.username for account in DEMO_ACCOUNTS)]:
        opened = 0
        for name, path, answer, queries in walk(entered(who)):
            if answer.status_code >= 500:
                broken.append(f"{who} {path} ({name}): answered {answer.status_code}")
            told_of = breaches(answer, queries=queries - HEAVIER.get(name, 0), shell=name in SHELLS)
            broken += [f"{who} {path} ({name}): {told}" for told in told_of]
            if answer.status_code == 200:
                opened += 1
                reached.add(name)
        assert opened >= 2, who
    assert not broken, "\n".join(broken)
    asked = {str(route.name) for route in patterns(get_resolver().url_patterns) if asks_for_an_id(route)}
    assert sorted(asked - reached - NO_PAGE) == [], "no link leads there: give the role a link, or name it in NO_PAGE"


def test_only_routes_that_are_there_and_ask_for_an_id_are_named() -> None:
    asked = {str(route.name) for route in patterns(get_resolver().url_patterns) if asks_for_an_id(route)}
    assert sorted(NO_PAGE - asked) == []
