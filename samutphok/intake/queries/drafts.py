"""Files that wait for their sender's word, and how they would be received now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from samutphok.access.domain import Action, Viewer
from samutphok.intake.domain.cells import Rules, rules_on
from samutphok.intake.domain.choice import Choice, Mapped, Sureness, headers_of
from samutphok.intake.domain.preview import DraftView, Preview, discreet, preview_of
from samutphok.intake.domain.register import registers
from samutphok.intake.engine.guard import FileKind
from samutphok.intake.engine.sources import Place, Source, open_source
from samutphok.intake.engine.vault import kept_path
from samutphok.intake.errors import BadCutDate, MayNotReceive, UnknownDraft
from samutphok.intake.models import Draft

SAMPLED = 500  # rows that a preview reads
KEPT_FOR_PREVIEW = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """A draft with its file open and the first rows of its tables."""

    row: Draft
    source: Source
    heads: Sequence[Sequence[Sequence[str]]]
    rules: Rules

    @property
    def choice(self) -> Choice:
        """How it is to be read."""
        return choice_of(self.row)

    @property
    def headers(self) -> Sequence[str]:
        """The row of headers."""
        return headers_of(self.choice, self.heads)


def drafts(*, viewer: Viewer) -> tuple[DraftView, ...]:
    """The files that the viewer has sent and not yet received, the oldest first."""
    found = Draft.objects.filter(account=viewer.account_id, created_at__gt=viewer.now - KEPT_FOR_PREVIEW)
    return tuple(draft_view(row) for row in found.select_related("saved_layout").order_by("created_at", "pk"))


def draft_preview(*, viewer: Viewer, draft_id: UUID) -> Preview:
    """The draft as it would be received now, from its first rows. Raises MayNotReceive, UnknownDraft, BadFile, BadMapping."""
    opened = open_draft(own_draft(viewer, draft_id), scope_of(viewer), now=viewer.now)
    choice = opened.choice
    headers = opened.headers
    place = Place(choice.table, choice.header_row, len(headers))
    first = next(opened.source.chunks(place, SAMPLED), None)
    sample = [(int(number), first.row(at)) for at, number in enumerate(first.numbers)] if first else []
    share = first.done if first else 1.0
    register = registers().get(choice.register)
    seen = preview_of(draft_view(opened.row), register, headers, sample, share, opened.rules)
    lines = enumerate(opened.heads[choice.table], start=1)
    heads = tuple((number, " · ".join(filter(None, map(discreet, row)))) for number, row in lines)
    return replace(
        seen, sheets=tuple(opened.source.names()), heads=heads if opened.row.file_format != "parquet" else ()
    )


def own_draft(viewer: Viewer, draft_id: UUID) -> Draft:
    """The stored draft, if it is the viewer's and its day is not over; UnknownDraft otherwise."""
    found = Draft.objects.filter(pk=draft_id, account=viewer.account_id, created_at__gt=viewer.now - KEPT_FOR_PREVIEW)
    row = found.select_related("saved_layout").first()
    if row is None:
        raise UnknownDraft
    return row


def open_draft(row: Draft, scope: Sequence[str], *, now: datetime) -> OpenDraft:
    """Opens the draft's file; BadFile when it is no longer kept."""
    path = kept_path(settings.WAREHOUSE, row.file_sha256, row.file_format)
    source = open_source(path, FileKind(row.file_format, row.file_encoding), delimiter=row.delimiter)
    return OpenDraft(row, source, source.heads(), rules_on(cut_date(row.as_of, now), scope))


def draft_view(row: Draft) -> DraftView:
    """The frozen view of a stored draft."""
    saved = row.saved_layout
    return DraftView(
        id=row.pk,
        file_name=row.file_name,
        file_format=row.file_format,
        file_encoding=row.file_encoding,
        choice=choice_of(row),
        as_of=row.as_of,
        created_at=row.created_at,
        saved_by=saved.saved_by if saved else "",
        saved_at=saved.saved_at if saved else None,
    )


def choice_of(row: Draft) -> Choice:
    """The stored choice."""
    stored: Mapping[str, tuple[str, str]] = row.columns
    columns = {int(place): Mapped(name, Sureness(why)) for place, (name, why) in stored.items()}
    return Choice(row.register, row.table, row.header_row, row.delimiter, columns, row.constants)


def scope_of(viewer: Viewer) -> tuple[str, ...]:
    """The areas in which the viewer may receive registers; raises MayNotReceive when there is none."""
    prefixes = viewer.prefixes(Action.RECEIVE_REGISTER)
    if not prefixes:
        raise MayNotReceive
    return prefixes


def cut_date(as_of: date | None, now: datetime) -> date:
    """The register's cut, by default today; raises BadCutDate for a day to come."""
    today = timezone.localdate(now)
    if as_of is not None and as_of > today:
        raise BadCutDate
    return as_of or today
