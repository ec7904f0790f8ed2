"""Families that are followed, households likely to get worse, and the levels that visits showed.

`Followed` and `LevelSeen` are projections, made anew from visits and cases by jobs; `Watched` is a fold over its acts.
"""

import uuid

from django.db import models

from samutphok.foundation.acts import RecordedAct
from samutphok.watch.domain.rhythms import WatchReason
from samutphok.watch.domain.watching import WatchState


class LevelSeen(models.Model):
    """A family's level as it came out on the day of a visit: registers of that day with the visits' word. -1: none.

    satisfaction, security: means of ten of the adults who answered that day.
    """

    household = models.ForeignKey("registry.Household", on_delete=models.PROTECT, related_name="+", db_index=False)
    area_code = models.CharField(max_length=16)
    visit_id = models.UUIDField(unique=True)
    day = models.DateField()
    level = models.SmallIntegerField()
    open = models.BooleanField(default=False)
    before = models.SmallIntegerField(null=True)  # the level known before this visit; NULL: none was, or it was open
    before_day = models.DateField(null=True)
    satisfaction = models.FloatField(null=True)
    security = models.FloatField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["household", "day"], name="level_seen_household"),
            models.Index(fields=["area_code", "day", "before", "level"], name="level_seen_flows"),
        ]

    def __str__(self) -> str:
        return f"level-seen:{self.pk}"


class Followed(models.Model):
    """A family with a case, or lately closed: when it is to be met next. told_at: when its supervisor was told that
    nobody meets it; reminded_at: when its worker was told that it has fallen due. Both begin anew with another day."""

    household = models.OneToOneField("registry.Household", on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=16)
    case_id = models.UUIDField(null=True)
    worker = models.CharField(max_length=60, blank=True)
    level = models.SmallIntegerField(default=-1)
    since = models.DateField()
    closed_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    last_met = models.DateField(null=True)
    last_try = models.DateField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    satisfaction = models.FloatField(null=True)
    security = models.FloatField(null=True)
    felt_on = models.DateField(null=True)
    told_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["area_code", "due_on", "id"], name="followed_place"),
            models.Index(fields=["worker", "due_on"], name="followed_worker"),
        ]

    def __str__(self) -> str:
        return f"followed:{self.pk}"


class Watched(models.Model):
    """A household likely to get worse, for one reason. `key` tells the sign from others; `version` counts the acts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    household = models.ForeignKey("registry.Household", on_delete=models.PROTECT, related_name="+", db_index=False)
    area_code = models.CharField(max_length=16)
    reason = models.CharField(max_length=20, choices=[(one.value, one.value) for one in WatchReason])
    key = models.CharField(max_length=120)
    day = models.DateField()
    by = models.CharField(max_length=60)
    said = models.CharField(max_length=60, blank=True)
    level = models.SmallIntegerField(default=-1)
    due_on = models.DateField()
    state = models.CharField(max_length=12, choices=[(one.value, one.value) for one in WatchState])
    end = models.CharField(max_length=12, blank=True)
    version = models.PositiveIntegerField(default=1)
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["household", "reason", "key"], name="one_watch_per_sign")]
        indexes = [
            models.Index(fields=["area_code", "state", "due_on", "id"], name="watched_place"),
            models.Index(fields=["household", "state"], name="watched_household"),
        ]

    def __str__(self) -> str:
        return f"watched:{self.id}"


class WatchAct(RecordedAct):
    """What was done about a household on the watch list."""

    watched = models.ForeignKey(Watched, on_delete=models.PROTECT, related_name="acts")
