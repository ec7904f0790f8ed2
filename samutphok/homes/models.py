"""Homes, their places, who asked for one, who stays, and what a home does for its neighbourhood.

Where a stay stands is the fold of its acts (`domain.stays`); what its row repeats of it (`state`, `place`, days) is
rewritten with every act, so that lists are filtered and paged in the database. What a guest is called is sealed.
"""

import uuid

from django.db import models

from samutphok.foundation.acts import RecordedAct
from samutphok.homes.domain.stays import HERE, StayState


class Home(models.Model):
    """A Ban Klang: where it is, and the area (`serves`) whose people it receives."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name_th = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160, blank=True)
    area_code = models.CharField(max_length=16)
    serves = models.CharField(max_length=16)
    phone = models.CharField(max_length=40, blank=True)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    added_by = models.CharField(max_length=60)
    added_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["area_code"], name="home_area"),
            models.Index(fields=["serves"], name="home_serves"),
        ]

    def __str__(self) -> str:
        return f"home:{self.id}"


class Place(models.Model):
    """A bed, or a family's room that holds several people. `gone_on`: the first day on which it is no more."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    home = models.ForeignKey(Home, on_delete=models.PROTECT, related_name="places")
    kind = models.CharField(max_length=20)
    label = models.CharField(max_length=60)
    holds = models.PositiveSmallIntegerField(default=1)
    opened_on = models.DateField()
    gone_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["home", "label"], name="home_place_label_once")]

    def __str__(self) -> str:
        return f"place:{self.id}"


class Closure(models.Model):
    """Days on which a place is not given to anybody; `until` is the day it opens again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="closures")
    since = models.DateField()
    until = models.DateField(null=True)
    because = models.CharField(max_length=20)
    closed_by = models.CharField(max_length=60)
    closed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"closure:{self.id}"


class Stay(models.Model):
    """One asking for a place, and the stay it becomes. area_code: of the home, by which staff reach it.

    called_sealed: what the guest is called, sealed and bound to this row. household, person: who they are in the
    registry, where the office knows. due_on: the next day on which somebody must look (back from leave, plan, review).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    home = models.ForeignKey(Home, on_delete=models.PROTECT, related_name="stays", db_index=False)
    area_code = models.CharField(max_length=16)
    number = models.CharField(max_length=20)
    household = models.ForeignKey("registry.Household", null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("registry.Person", null=True, on_delete=models.PROTECT, related_name="+")
    called_sealed = models.TextField(blank=True)
    identity_known = models.BooleanField(default=True)
    kind = models.CharField(max_length=20)
    people = models.PositiveSmallIntegerField(default=1)
    urgency = models.CharField(max_length=20)
    because = models.CharField(max_length=20)
    emergency = models.BooleanField(default=False)
    asked_by = models.CharField(max_length=60)
    asked_at = models.DateTimeField()
    from_stay = models.UUIDField(null=True)  # the stay in another home that this one continues

    state = models.CharField(max_length=12, default=StayState.ASKED)
    place = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")
    admitted_on = models.DateField(null=True)
    left_on = models.DateField(null=True)
    went_to = models.CharField(max_length=20, blank=True)
    due_on = models.DateField(null=True)
    due_for = models.CharField(max_length=12, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place"], condition=models.Q(state__in=[one.value for one in HERE]), name="one_guest_a_place"
            ),
            models.UniqueConstraint(fields=["home", "number"], name="stay_number_once"),
        ]
        indexes = [
            models.Index(fields=["home", "state", "asked_at"], name="stay_home_state"),
            models.Index(fields=["area_code", "state", "due_on"], name="stay_area_due"),
        ]

    def __str__(self) -> str:
        return f"stay:{self.id}"


class StayAct(RecordedAct):
    """An act upon a stay."""

    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, related_name="acts")


class Spell(models.Model):
    """That a stay held a place from a day until another; a guest who moves within the house has several."""

    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, related_name="spells")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="spells")
    people = models.PositiveSmallIntegerField(default=1)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place"], condition=models.Q(until=None), name="one_open_spell_a_place"),
        ]

    def __str__(self) -> str:
        return f"spell:{self.pk}"


class CarePlan(models.Model):
    """What a guest and the home mean to reach, a version. goals_sealed: [{need, goal, step, by, due}], sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, related_name="plans")
    version = models.PositiveSmallIntegerField()
    goals_sealed = models.TextField()
    agreed = models.BooleanField(default=False)
    review_on = models.DateField()
    written_by = models.CharField(max_length=60)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stay", "version"], name="care_plan_version_once")]

    def __str__(self) -> str:
        return f"care-plan:{self.id}"


class Review(models.Model):
    """A plan looked at again: how it goes, a sealed note, and the next day to look."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(CarePlan, on_delete=models.PROTECT, related_name="reviews")
    held_on = models.DateField()
    progress = models.CharField(max_length=12)
    note_sealed = models.TextField(blank=True)
    next_on = models.DateField(null=True)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"care-review:{self.id}"


class Session(models.Model):
    """A training session of a home. outsiders: how many came who are no guests, by kind: {community: 12, ...}."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    home = models.ForeignKey(Home, on_delete=models.PROTECT, related_name="sessions")
    title = models.CharField(max_length=200)
    topic = models.CharField(max_length=20)
    held_on = models.DateField()
    hours = models.DecimalField(max_digits=4, decimal_places=1)
    outsiders = models.JSONField(default=dict)
    recorded_by = models.CharField(max_length=60)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["home", "-held_on"], name="home_session_day")]

    def __str__(self) -> str:
        return f"home-session:{self.id}"


class SessionGuest(models.Model):
    """That a guest took part."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="guests")
    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, related_name="sessions")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "stay"], name="guest_in_session_once")]

    def __str__(self) -> str:
        return f"{self.session_id} {self.stay_id}"


class Knowledge(models.Model):
    """Something worth knowing that a home shares, such as which right is claimed where. Withdrawn, not deleted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    home = models.ForeignKey(Home, on_delete=models.PROTECT, related_name="knowledge")
    topic = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    text = models.TextField()
    source = models.CharField(max_length=300, blank=True)
    shared_by = models.CharField(max_length=60)
    shared_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["home", "-shared_at"], name="home_knowledge_day")]

    def __str__(self) -> str:
        return f"knowledge:{self.id}"


class NetworkMember(models.Model):
    """A volunteer, organisation or community that works with a home. contact_sealed: phone or the like, sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    home = models.ForeignKey(Home, on_delete=models.PROTECT, related_name="members")
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    does = models.CharField(max_length=200, blank=True)
    contact_sealed = models.TextField(blank=True)
    since = models.DateField()
    until = models.DateField(null=True)
    added_by = models.CharField(max_length=60)
    added_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["home", "kind", "name"], name="home_member_name")]

    def __str__(self) -> str:
        return f"network-member:{self.id}"


class Activity(models.Model):
    """A prevention activity: what, where, how many people it reached, who of the network joined."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    home = models.ForeignKey(Home, on_delete=models.PROTECT, related_name="activities")
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    area_code = models.CharField(max_length=16)
    held_on = models.DateField()
    reached = models.PositiveIntegerField()
    joined = models.ManyToManyField(NetworkMember, related_name="activities")
    recorded_by = models.CharField(max_length=60)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["home", "-held_on"], name="home_activity_day")]

    def __str__(self) -> str:
        return f"home-activity:{self.id}"
