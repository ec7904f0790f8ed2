"""Drawn lists: who was found vulnerable on which cut of the registers, frozen with the reasons."""

import uuid

from django.conf import settings
from django.db import models

COUNTED_DOWN_TO = 4  # digits of an amphoe: the smallest areas of which families are counted beforehand
FILTERED_BY = ["area_code", "mask", "level", "target_poor", "met"]


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
    met = models.PositiveIntegerField(default=0)
    clauses = models.JSONField()

    class Meta:
        indexes = [
            models.Index(
                fields=["target_list", "area_code", "house_code", "family_no", "id"],
                include=["mask", "level", "target_poor", "met", "dimensions", "dependants", "income_per_person"],
                name="entry_place",
            ),
            models.Index(
                fields=["target_list", "-dimensions", "-dependants", "income_per_person", "id"],
                include=FILTERED_BY,  # a page deep in a filtered list is found in the index alone
                name="entry_need",
            ),
            models.Index(fields=["target_list", "-level", "id"], include=FILTERED_BY, name="entry_level"),
            models.Index(fields=["target_list", "income_per_person", "id"], include=FILTERED_BY, name="entry_income"),
            models.Index(fields=["target_list", "name_order", "id"], include=FILTERED_BY, name="entry_name"),
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
