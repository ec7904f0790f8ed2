"""What the operator wrote, in one query."""

from django.db.models import Q

from samutphok.partners.domain.entries import EntryView
from samutphok.partners.domain.organizations import steps
from samutphok.partners.models import Entry


def entries_for(area_code: str, *kinds: str) -> tuple[EntryView, ...]:
    """What stands of these kinds for the area and everything it lies in; one query."""
    rows = Entry.objects.filter(Q(area_code__in=steps(area_code)), ended=False)
    return tuple(entry_view(row) for row in (rows.filter(kind__in=kinds) if kinds else rows))


def entry_view(row: Entry) -> EntryView:
    """The frozen view of a stored entry."""
    return EntryView(
        row.id,
        row.kind,
        row.code,
        row.area_code,
        row.words,
        row.free,
        row.ended,
        row.version,
        row.changed_by,
        row.changed_at,
    )
