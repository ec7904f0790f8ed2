"""Reading what can be solved first."""

from samutphok.triage.queries.family import sorted_family as sorted_family
from samutphok.triage.queries.family import triage_of as triage_of
from samutphok.triage.queries.rules import triage_rules as triage_rules
from samutphok.triage.queries.work import worklist as worklist
from samutphok.triage.queries.work import worklist_waiting as worklist_waiting
