"""What a programme brought its families, as the two lines that its page, its PDF and its workbook all give."""

from django.utils.translation import gettext as _

from samutphok.programmes.domain.views import Progress
from samutphok.web.templatetags.desk import number


def told_of(found: Progress) -> list[tuple[str, str]]:
    """Help since entry, for whoever may see the exact counts; life satisfaction, where enough families were asked twice."""
    told, felt = [], found.happiness
    if found.exact:
        times = _("%(gifts)s times, %(families)s families") % {
            "gifts": number(found.help.gifts),
            "families": number(found.help.families),
        }
        baht = _("%(baht)s baht") % {"baht": number(float(found.help.baht))}
        told.append((_("Help given since entry"), f"{baht} · {times}"))
    if felt.mean_then is not None and felt.mean_now is not None:
        asked = _("%(families)s families asked at entry and since") % {"families": number(felt.families)}
        told.append((_("Life satisfaction, of ten"), f"{felt.mean_then:.1f} → {felt.mean_now:.1f} · {asked}"))
    return told
