"""How fieldwork is written on a page: where a visit stands, why somebody goes, who is certified, what a sheet's row lacks."""

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from samutphok.fieldwork.domain.joint import JointState, Part
from samutphok.fieldwork.domain.people import VolunteerStanding
from samutphok.fieldwork.domain.progress import Purpose, Standing
from samutphok.fieldwork.domain.recruits import Fault
from samutphok.fieldwork.domain.suggestion import Nearness, Suggestion
from samutphok.fieldwork.domain.volunteers import Certificate, VolunteerKind
from samutphok.web.words import Sign

STANDINGS: dict[Standing, Sign] = {
    Standing.OVERDUE: Sign(pgettext_lazy("visit", "overdue"), "alert-triangle", "bad"),
    Standing.DUE: Sign(pgettext_lazy("visit", "due soon"), "clock", "unknown"),
    Standing.UNREACHABLE: Sign(pgettext_lazy("visit", "nobody met"), "circle-dashed", "bad"),
    Standing.REFUSED: Sign(pgettext_lazy("visit", "family refused"), "hand-stop", "bad"),
    Standing.MOVED: Sign(pgettext_lazy("visit", "moved away"), "send", "unknown"),
    Standing.LATER: Sign(pgettext_lazy("visit", "not yet due"), "calendar", "plain"),
    Standing.VISITED: Sign(pgettext_lazy("visit", "visited"), "circle-check", "good"),
}
PURPOSES: dict[Purpose, Sign] = {
    Purpose.VISIT: Sign(pgettext_lazy("visit", "Visit with the logbook"), "book-2"),
    Purpose.COMPANION: Sign(pgettext_lazy("visit", "Stands by the family"), "heart-handshake"),
    Purpose.VERIFY: Sign(pgettext_lazy("visit", "Asks once more"), "shield-check"),
    Purpose.JOINT: Sign(pgettext_lazy("visit", "Joint visit"), "users-group"),
}
CERTIFICATES: dict[Certificate, Sign] = {
    Certificate.VALID: Sign(pgettext_lazy("certificate", "certified"), "circle-check", "good"),
    Certificate.ENDING: Sign(pgettext_lazy("certificate", "ends soon"), "clock", "unknown"),
    Certificate.LAPSED: Sign(pgettext_lazy("certificate", "lapsed"), "circle-x", "bad"),
    Certificate.NONE: Sign(pgettext_lazy("certificate", "not trained"), "circle-dashed", "plain"),
}
KINDS: dict[VolunteerKind, Promise] = {
    VolunteerKind.SOCIAL: pgettext_lazy("volunteer", "Social-development volunteer (อพม.)"),
    VolunteerKind.HEALTH: pgettext_lazy("volunteer", "Village health volunteer (อสม.)"),
    VolunteerKind.OTHER: pgettext_lazy("volunteer", "Other volunteer"),
}
KINDS_SHORT: dict[VolunteerKind, Promise] = {
    VolunteerKind.SOCIAL: pgettext_lazy("volunteer", "อพม."),
    VolunteerKind.HEALTH: pgettext_lazy("volunteer", "อสม."),
    VolunteerKind.OTHER: pgettext_lazy("volunteer", "other"),
}
VOLUNTEER_STANDINGS: dict[VolunteerStanding, Promise] = {
    VolunteerStanding.CERTIFIED: pgettext_lazy("volunteers", "Certified"),
    VolunteerStanding.UNCERTIFIED: pgettext_lazy("volunteers", "Without a valid certificate"),
    VolunteerStanding.STOPPED: pgettext_lazy("volunteers", "Stopped"),
}
PARTS: dict[Part, Promise] = {
    Part.MEMBERS: pgettext_lazy("part", "Members of the family"),
    Part.INCOME: pgettext_lazy("part", "Work and income"),
    Part.HOUSING: pgettext_lazy("part", "Housing"),
    Part.HEALTH: pgettext_lazy("part", "Health and care"),
    Part.EDUCATION: pgettext_lazy("part", "Schooling"),
    Part.ACCESS: pgettext_lazy("part", "Rights and services"),
    Part.NEEDS: pgettext_lazy("part", "What the family wants"),
}
JOINT_STATES: dict[JointState, Sign] = {
    JointState.PLANNED: Sign(pgettext_lazy("joint visit", "planned"), "calendar", "unknown"),
    JointState.HELD: Sign(pgettext_lazy("joint visit", "held"), "circle-check", "good"),
    JointState.CANCELLED: Sign(pgettext_lazy("joint visit", "cancelled"), "circle-x", "plain"),
}
FAULTS: dict[Fault, Promise] = {
    Fault.NO_NAME: _("There is no name."),
    Fault.NAME_NO_NAME: _("The name is too long, or looks like a formula."),
    Fault.NO_VILLAGE: _("There is no village."),
    Fault.VILLAGE_UNKNOWN: _("This tambon has no such village. Write its code."),
    Fault.VILLAGE_OUTSIDE: _("The village is outside your area."),
    Fault.KIND_UNKNOWN: _("The kind of volunteer is not known. Write อพม., อสม. or อื่น ๆ."),
    Fault.PHONE_BAD: _("The phone number has not 9 or 10 digits."),
    Fault.DATE_BAD: _("A date cannot be read. Write day, month and year."),
    Fault.TWICE_IN_SHEET: _("The same person stands in this sheet already."),
    Fault.KNOWN_ALREADY: _("This person is a volunteer already."),
}
OUTCOMES: dict[str, Promise] = {
    "visited": pgettext_lazy("outcome of a visit", "met the family"),
    "unreachable": pgettext_lazy("outcome of a visit", "nobody met"),
    "refused": pgettext_lazy("outcome of a visit", "family refused"),
    "moved_away": pgettext_lazy("outcome of a visit", "moved away"),
    "wrong_family": pgettext_lazy("outcome of a visit", "another family lives there"),
}
AGENCIES: dict[str, Promise] = {
    "labour": pgettext_lazy("agency", "Labour office"),
    "health": pgettext_lazy("agency", "Public-health office"),
    "education": pgettext_lazy("agency", "Education office"),
    "interior": pgettext_lazy("agency", "Community-development office"),
}


def agency_word(code: str) -> str:
    """An agency as people call it; its code where it has no name here."""
    return str(AGENCIES.get(code, code))


def why(found: Suggestion) -> str:
    """Why this volunteer is suggested for this family."""
    match found.nearness:
        case Nearness.STANDS_BY:
            near = gettext("stands by this family already")
        case Nearness.OWN_VILLAGE:
            near = gettext("of the same village")
        case Nearness.BESIDE:
            near = gettext("nearest with room, %(km)s km away") % {"km": f"{found.kilometres or 0:.1f}"}
        case Nearness.SAME_TAMBON:
            near = gettext("of the same tambon: nobody of the village has room")
        case Nearness.FARTHER:
            near = gettext("of another tambon: nobody nearer has room")
        case None:
            return gettext("nobody has room for another family")
    return gettext("%(near)s · family no. %(count)s of theirs") % {"near": near, "count": found.families_then}
