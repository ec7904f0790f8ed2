"""Questions that only a person may answer, and the gate that lets one writer join records at a time."""

import uuid

from django.db import models


class Review(models.Model):
    """A row that carries somebody's citizen number and disagrees with them, or that only looks like somebody: who is it?"""

    class Kind(models.TextChoices):
        NUMBER = "number"  # the row carries somebody's number and disagrees with them
        LIKELIHOOD = "likelihood"  # the row carries no number that counts, and looks like somebody

    class Outcome(models.TextChoices):
        OPEN = "open"
        SAME = "same"
        DIFFERENT = "different"
        LINKED = "linked"  # a model, or a word in the log, joined it
        WITHDRAWN = "withdrawn"  # the row was taken back with its batch before anybody decided

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.OneToOneField("registry.SourceRecord", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("registry.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    area_code = models.CharField(max_length=16, blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.NUMBER)
    reasons = models.JSONField()
    probability = models.FloatField(null=True)  # that the row speaks of the first candidate; null: not weighed
    candidates = models.JSONField(default=list)  # the likeliest first: thing, probability, bits, levels of agreement
    outcome = models.CharField(max_length=9, choices=Outcome.choices, default=Outcome.OPEN)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=60, blank=True)
    gain = models.FloatField(default=0)  # what an answer saves: `domain.gain`; the queue's order
    because = models.JSONField(default=list)  # codes: why it stands where it stands

    class Meta:
        indexes = [
            models.Index(fields=["outcome", "area_code"], name="review_queue"),
            models.Index(fields=["outcome", "-gain"], name="review_by_gain"),
            models.Index(fields=["outcome", "-probability"], name="review_by_likelihood"),
        ]

    def __str__(self) -> str:
        return f"review:{self.id}"


class LinkDecision(models.Model):
    """One word about who is who, by a person or by a model. Rows are only ever added; what stands is their fold."""

    class Kind(models.TextChoices):
        LINK = "link"
        UNLINK = "unlink"
        IGNORE = "ignore"  # told apart although nothing had joined them; not to be asked again
        MOVE = "move"  # left, a person, lives in the household `into` and no longer in `right`
        SPLIT = "split"  # right, a new household, was divided from left
        WITHDRAW = "withdraw"  # what `withdraws` names no longer holds

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.PositiveBigIntegerField(unique=True)  # the log's order
    kind = models.CharField(max_length=8, choices=Kind.choices)
    left = models.CharField(max_length=50, db_index=True)  # things as text: person:<id>, record:<id>, household:<id>
    right = models.CharField(max_length=50, db_index=True)
    into = models.CharField(max_length=50, blank=True)
    by = models.CharField(max_length=60, blank=True)  # an account; empty when a model decided
    model = models.CharField(max_length=80, blank=True)
    frequencies = models.PositiveIntegerField(null=True)  # the version of frequencies that the model weighed with
    probability = models.FloatField(null=True)
    evidence = models.JSONField(default=list)
    reason = models.CharField(max_length=40, blank=True)
    withdraws = models.UUIDField(null=True)
    day = models.DateField(null=True)  # since when, for a move
    area_code = models.CharField(max_length=16, blank=True)
    other_area = models.CharField(max_length=16, blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"decision:{self.id}"


class Described(models.Model):
    """A person by their own rows, or a row that no number places, as it is compared: the golden records' side of likening."""

    thing = models.CharField(max_length=50, unique=True)
    stale = models.BooleanField(default=True, db_index=True)  # something was said of it since it was described
    compared = models.BooleanField(default=False, db_index=True)  # as it is described now
    numbered = models.BooleanField(default=False, db_index=True)  # a valid citizen number places it already
    pid = models.CharField(max_length=64, blank=True)  # the number's index
    first = models.TextField(blank=True)
    last = models.TextField(blank=True)
    birth = models.CharField(max_length=10, blank=True)  # ISO; the year alone where no more is known
    sex = models.CharField(max_length=1, blank=True)
    area_code = models.CharField(max_length=16, blank=True)
    cuts = models.JSONField(default=list)  # the cuts of registers that speak of it
    place = models.CharField(max_length=200, blank=True)  # of its first row, the same whenever it arrives: breaks ties

    def __str__(self) -> str:
        return f"described:{self.thing}"


class Likeness(models.Model):
    """How alike two things are, part by part: kept so that new rows cost new comparisons only. What a level is worth
    follows from how frequent the value is today. The keys stand in the order of their text."""

    left = models.CharField(max_length=50)
    right = models.CharField(max_length=50, db_index=True)
    levels = models.CharField(max_length=6)  # a digit a part, in the order of LEVELS; '-' where one side is silent

    class Meta:
        constraints = [models.UniqueConstraint(fields=["left", "right"], name="one_likeness_per_pair")]

    def __str__(self) -> str:
        return f"likeness:{self.pk}"


class Frequency(models.Model):
    """How many things described bear a spelling, a day of birth or a tambon today."""

    part = models.CharField(max_length=12)
    value = models.TextField()
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["part", "value"], name="one_frequency_per_value")]

    def __str__(self) -> str:
        return f"frequency:{self.pk}"


class Frequencies(models.Model):
    """A version of the frequencies: how many things had been described when it came into force, and by which model."""

    version = models.PositiveIntegerField(primary_key=True)
    described = models.PositiveIntegerField()
    model = models.CharField(max_length=80)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"frequencies:{self.version}"


class Matching(models.Model):
    """How far likening a batch has come, and what it found."""

    class State(models.TextChoices):
        WAITING = "waiting"
        COMPARING = "comparing"
        JOINING = "joining"
        DONE = "done"
        REFUSED = "refused"  # the rules would have made too many pairs

    batch = models.OneToOneField("intake.Batch", primary_key=True, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    compared = models.PositiveIntegerField(default=0)  # rows and people who were likened
    pairs = models.PositiveBigIntegerField(default=0)  # likely pairs kept
    linked = models.PositiveIntegerField(default=0)
    asked = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"matching:{self.batch_id}"


class Joining(models.Model):
    """What attaching a batch has done so far, counted in the transactions that did it."""

    batch = models.OneToOneField("intake.Batch", primary_key=True, on_delete=models.CASCADE, related_name="+")
    people_new = models.PositiveIntegerField(default=0)
    people_changed = models.PositiveIntegerField(default=0)  # known people who are shown otherwise since
    households_new = models.PositiveIntegerField(default=0)
    rows_matched = models.PositiveIntegerField(default=0)  # of people who were known before
    rows_in_review = models.PositiveIntegerField(default=0)
    rows_unlinked = models.PositiveIntegerField(default=0)  # without a number that could tell of whom they speak

    def __str__(self) -> str:
        return f"joining:{self.batch_id}"


class Gate(models.Model):
    """A single row, locked by whoever joins records: two imports never make two persons of one citizen number."""

    name = models.CharField(max_length=20, primary_key=True)

    def __str__(self) -> str:
        return self.name


class Passed(models.Model):
    """That somebody was not sure about a question and left it to others; it comes to them again last."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="passed")
    account = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "account"], name="one_pass_per_person")]

    def __str__(self) -> str:
        return f"passed:{self.pk}"


class SecondLook(models.Model):
    """A decided question that another person answers without seeing the first answer; a third one where the two differ."""

    class State(models.TextChoices):
        SECOND = "second"  # awaits the second word
        THIRD = "third"  # the two differ
        DONE = "done"
        DROPPED = "dropped"  # the first word was taken back before a second

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="second_looks")
    state = models.CharField(max_length=7, choices=State.choices, default=State.SECOND)
    area_code = models.CharField(max_length=16, blank=True)
    office = models.CharField(max_length=16, blank=True)  # digits of the area that agreement is reported by
    version = models.PositiveIntegerField(default=1)
    first = models.CharField(max_length=9)
    first_by = models.CharField(max_length=60)
    second = models.CharField(max_length=9, blank=True)
    second_by = models.CharField(max_length=60, blank=True)
    third = models.CharField(max_length=9, blank=True)
    third_by = models.CharField(max_length=60, blank=True)
    asked_at = models.DateTimeField()
    second_at = models.DateTimeField(null=True)
    third_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "area_code"], name="second_look_queue")]

    def __str__(self) -> str:
        return f"second_look:{self.id}"
