"""Numbers that bear different names in the survey and in the welfare register: joined all the same, and counted."""

from pathlib import Path

from samutphok.foundation import warehouse
from samutphok.targeting.domain.names import names_conflict
from samutphok.targeting.engine.union import UnionTables, name_pairs


def count_conflicts(tables: UnionTables, scratch: Path) -> int:
    """How many survey persons have a welfare row of the same number whose name conflicts with theirs."""
    return len(
        {
            pair["person"]
            for batch in warehouse.batches(name_pairs(tables), scratch)
            for pair in batch.to_pylist()
            if names_conflict(pair["survey"], pair["welfare"])
        }
    )
