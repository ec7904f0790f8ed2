"""Drawn lists: who was found vulnerable on which cut of the registers, frozen with the reasons."""

import uuid

from django.conf import settings
from django.db import models

COUNTED_DOWN_TO = 4  # digits of an amphoe: the smallest areas of which families are counted beforehand
FILTERED_BY = ["area_code", "mask", "level", "target_poor", "met"]
NEEDED_BY = ["dimensions", "dependants", "income_per_person"]  # what the order by need asks for


class TargetList(models.Model):
    """One drawing of one area. Nothing of it is edited later: a new cut or a new rule is a new list.

    `rules`: [{kind, name, sha256}] of the measure, the levels and the definitions that were applied.
    `sources`: [{register, batch, sha256, as_of, rows}] of the registers that were read.
    `result_sha256` names the Parquet file of the families, so drawing again can be compared byte for byte.
    Entries are written in steps; a list that is not `complete` is the rest of a drawing that was cut short.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area_prefix = models.CharField(max_length=16, blank=True)
    measure = models.CharField(max_length=60)
    levels = models.CharField(max_length=60)
    rules = models.JSONField()
    sources = models.JSONField()
    as_of = models.DateField()
    data_cut = models.DateField()
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    households = models.PositiveIntegerField()
    persons = models.PositiveIntegerField()
    conflicts = models.PositiveIntegerField()
    result_sha256 = models.CharField(max_length=64)
    complete = models.BooleanField(default=False)
    current = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["area_prefix", "measure"], condition=models.Q(current=True), name="one_current_list_per_area"
            ),
        ]

    def __str__(self) -> str:
        return f"target-list:{self.id}"


class Entry(models.Model):
    """One family of one list, with the facts that were read and what the rules said of them.

    `mask`: bit 0 health, 1 living, 2 education, 3 income, 4 access (the order of TPMAP); `dimensions`: bits set.
    `failed`: numbers of the failed indicators, spread over the household.
    `level`: 0-3, -1 for none; `level_open`: the facts without which it stays open (empty when there is simply none).
    `dependants`: at least so many; `facts`: the rest of what the rules read, for the reasons on the family's page.
    `met`: bit i is set when the i-th definition of the list's rules is met; `clauses`: {definition: {met, unknown, persons}}.
    `target_rows`: rows of the survey batch whose persons are target-poor.
    """

    target_list = models.ForeignKey(TargetList, on_delete=models.CASCADE, related_name="entries", db_index=False)
    household = models.ForeignKey(
        "registry.Household", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    area_code = models.CharField(max_length=16)
    house_code = models.CharField(max_length=11, blank=True)
    family_no = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=320)
    name_order = models.BinaryField()
    members = models.PositiveSmallIntegerField()
    dependants = models.PositiveSmallIntegerField()
    income_per_person = models.FloatField(null=True)
    registered = models.PositiveSmallIntegerField()
    validated = models.PositiveSmallIntegerField()
    target_poor = models.PositiveSmallIntegerField()
    mask = models.PositiveSmallIntegerField()
    dimensions = models.PositiveSmallIntegerField()
    failed = models.JSONField()
    facts = models.JSONField()
    target_rows = models.JSONField()
    level = models.SmallIntegerField()
    level_open = models.JSONField()
    survey = models.PositiveSmallIntegerField(default=0)  # which of the list's survey batches holds the family
    met = models.PositiveIntegerField(default=0)
    clauses = models.JSONField()

    class Meta:
        # What lists filter by stands at the end of each key: a page deep in a filtered list is found in the index alone,
        # on SQLite too, which knows no INCLUDE.
        indexes = [
            models.Index(
                fields=["target_list", "area_code", "house_code", "family_no", "id", *FILTERED_BY[1:], *NEEDED_BY],
                name="entry_place",
            ),
            models.Index(
                fields=["target_list", "-dimensions", "-dependants", "income_per_person", "id", *FILTERED_BY],
                name="entry_need",
            ),
            models.Index(
                fields=["target_list", "-level", "id", *(name for name in FILTERED_BY if name != "level")],
                name="entry_level",
            ),
            models.Index(fields=["target_list", "income_per_person", "id", *FILTERED_BY], name="entry_income"),
            models.Index(fields=["target_list", "name_order", "id", *FILTERED_BY], name="entry_name"),
            models.Index(fields=["household"], name="entry_household"),
        ]

    def __str__(self) -> str:
        return f"entry:{self.pk}"


class FamilyCount(models.Model):
    """Families of one list alike in everything that lists filter by, in the country, a province or an amphoe.

    A list's total under any filters is a sum over a few hundred rows; below an amphoe families are counted one by one.
    """

    target_list = models.ForeignKey(TargetList, on_delete=models.CASCADE, related_name="+", db_index=False)
    area_code = models.CharField(max_length=16)
    mask = models.PositiveSmallIntegerField()
    level = models.SmallIntegerField()
    met = models.PositiveIntegerField()
    target_poor = models.BooleanField()
    households = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["target_list", "area_code", "mask", "level", "met", "target_poor"], name="one_count_per_cell"
            ),
        ]

    def __str__(self) -> str:
        return f"family-count:{self.pk}"


class AreaCount(models.Model):
    """One combination of failed dimensions in one area of one list: the grain of the area tree.

    Any choice of dimension switches is a sum over at most 32 rows, so no page counts persons again.
    """

    target_list = models.ForeignKey(TargetList, on_delete=models.CASCADE, related_name="counts", db_index=False)
    area_code = models.CharField(max_length=16)
    parent = models.CharField(max_length=16, blank=True)
    mask = models.PositiveSmallIntegerField()
    households = models.PositiveIntegerField()
    target_households = models.PositiveIntegerField()
    persons = models.PositiveIntegerField()
    registered = models.PositiveIntegerField()
    validated = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["target_list", "area_code", "mask"], name="one_count_per_area_and_mask"),
        ]
        indexes = [models.Index(fields=["target_list", "parent"], name="count_parent")]

    def __str__(self) -> str:
        return f"count:{self.pk}"


class LevelFlow(models.Model):
    """Families of one tambon by their level on the list before and on this one: counted once, at the drawing.

    `was` and `now`: 0-3, -1 for no level, -2 where the family stands on the other list alone. A family that moved counts
    where it lives now. Any larger area is a sum.
    """

    target_list = models.ForeignKey(TargetList, on_delete=models.CASCADE, related_name="flows", db_index=False)
    before = models.ForeignKey(TargetList, on_delete=models.CASCADE, related_name="+", db_index=False)
    area_code = models.CharField(max_length=16)
    was = models.SmallIntegerField()
    now = models.SmallIntegerField()
    households = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["target_list", "area_code", "was", "now"], name="one_flow_per_area_and_step"
            ),
        ]

    def __str__(self) -> str:
        return f"flow:{self.pk}"


class ScoreList(models.Model):
    """One drawing of an area by an Alkire-Foster measure: counts by area, no families. Frozen like a target list.

    `rule`: {kind, name, sha256} of the measure's file; `k` and `indicators` [{name, dimension, weight}] as it had them.
    `sources`: as in a target list.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area_prefix = models.CharField(max_length=16, blank=True)
    measure = models.CharField(max_length=60)
    rule = models.JSONField()
    k = models.FloatField()
    indicators = models.JSONField()
    sources = models.JSONField()
    data_cut = models.DateField()
    drawn_at = models.DateTimeField()
    current = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["area_prefix", "measure"], condition=models.Q(current=True), name="one_current_score_per_area"
            ),
        ]

    def __str__(self) -> str:
        return f"score-list:{self.id}"


class ScoreCount(models.Model):
    """One area of one score list, in whole numbers that add up.

    `poor`: persons whose score reaches k; `censored`: poor persons deprived in each indicator, in the list's order, so
    that the sum of the poor's scores is the sum of weight x censored.
    """

    score_list = models.ForeignKey(ScoreList, on_delete=models.CASCADE, related_name="counts", db_index=False)
    area_code = models.CharField(max_length=16)
    parent = models.CharField(max_length=16, blank=True)
    households = models.PositiveIntegerField()
    poor_households = models.PositiveIntegerField()
    persons = models.PositiveIntegerField()
    poor = models.PositiveIntegerField()
    censored = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["score_list", "area_code"], name="one_score_per_area"),
        ]
        indexes = [models.Index(fields=["score_list", "parent"], name="score_parent")]

    def __str__(self) -> str:
        return f"score:{self.pk}"


class LocalDefinition(models.Model):
    """One version of a committee's definition of 'vulnerable', from its first draft until long after it was superseded.

    `content` is the draft (`domain.drafts`) and changes with it; `version` counts the changes, so that a stale edit is
    told from a fresh one. `written` is the frozen policy file and `sha256` its hash: set when it is proposed, taken away
    when it is sent back, and never changed once it is approved. `name` is what lists call it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=60, unique=True)
    family = models.CharField(max_length=60)
    area_code = models.CharField(max_length=16)
    state = models.CharField(max_length=12)
    version = models.PositiveIntegerField(default=1)
    content = models.JSONField()
    written = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    copied_from = models.CharField(max_length=60, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["area_code", "state"], name="local_definition_area")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="approved") | (~models.Q(sha256="") & models.Q(valid_from__isnull=False)),
                name="approved_is_frozen",
            ),
        ]

    def __str__(self) -> str:
        return f"local-definition:{self.id}"


class DefinitionStep(models.Model):
    """One act on a definition; nothing of it is edited. `by_name` is what the account was called on that day."""

    definition = models.ForeignKey(LocalDefinition, on_delete=models.PROTECT, related_name="steps")
    move = models.CharField(max_length=12)
    by = models.CharField(max_length=60)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"definition-step:{self.pk}"


class DefinitionReach(models.Model):
    """How many families and persons a definition reaches on the registers of a list: counted once, then kept.

    `rules` is the hash of what was counted, `facts` that of the registers, day and levels behind it (`engine.reach`).
    """

    definition = models.ForeignKey(LocalDefinition, on_delete=models.CASCADE, related_name="+", db_index=False)
    rules = models.CharField(max_length=64)
    facts = models.CharField(max_length=64)
    counted = models.JSONField()
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["definition", "rules", "facts"], name="one_reach_of_a_definition"),
        ]

    def __str__(self) -> str:
        return f"definition-reach:{self.pk}"


class DefinitionComparison(models.Model):
    """Two definitions over the same families of one list, as they stood when somebody compared them.

    `before` and `after` are frozen policy files; `counted` is filled when the families have been judged. The families
    themselves are in the warehouse, under the comparison's id.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    definition = models.ForeignKey(LocalDefinition, on_delete=models.CASCADE, related_name="+")
    target_list = models.ForeignKey(TargetList, on_delete=models.CASCADE, related_name="+", db_index=False)
    area_code = models.CharField(max_length=16)
    before = models.TextField()
    after = models.TextField()
    asked_by = models.CharField(max_length=60)
    asked_at = models.DateTimeField()
    counted = models.JSONField(null=True)

    def __str__(self) -> str:
        return f"definition-comparison:{self.id}"
