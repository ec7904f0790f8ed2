"""What the operator adds to the directory that comes with the product: contacts of offices, services of the place, places
that are free, partners of the place. The shipped part is dated policy and never copied here.
"""

import uuid

from django.db import models


class Entry(models.Model):
    """What the operator says of an office, a service, the places of a service, or a partner, in one area ('' the country).

    kind and code: what it speaks of. words: what was written, by field; only what was filled in. free: places free now, of
    kind 'places' alone. ended: taken back; the row stays for its history. version: counts the changes, so that a stale form
    is noticed.
    """

    class Kind(models.TextChoices):
        OFFICE = "office"  # code: the organisation
        SERVICE = "service"  # code: a shipped service changed for the area, or one of the operator's own
        PLACES = "places"  # code: the service
        PARTNER = "partner"  # code: an organisation of the operator's own

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    code = models.CharField(max_length=60)
    area_code = models.CharField(max_length=16, blank=True)
    words = models.JSONField(default=dict)
    free = models.PositiveIntegerField(null=True)
    ended = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.CharField(max_length=60)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "code", "area_code"], name="one_partner_entry"),
            models.CheckConstraint(condition=models.Q(free__isnull=True) | models.Q(free__gte=0), name="places_count"),
        ]
        indexes = [models.Index(fields=["area_code", "ended"], name="partner_entry_place")]

    def __str__(self) -> str:
        return f"partner-entry:{self.id}"


class Change(models.Model):
    """One change of an entry; never altered. Two changes of one act are one change.

    act: its id, from the form or from the referral that took a place. fields: what changed; before and after: what was
    written there, contacts of offices and counts only, never anything of a person who is helped.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="changes")
    name = models.CharField(max_length=16)
    fields = models.JSONField(default=list)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    at = models.DateTimeField()
    by = models.CharField(max_length=60)

    class Meta:
        indexes = [models.Index(fields=["entry", "-at"], name="partner_change_time")]

    def __str__(self) -> str:
        return f"partner-change:{self.id}"
