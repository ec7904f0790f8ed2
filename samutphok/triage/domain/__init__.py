"""Sorting problems by what can be done about them."""

from samutphok.triage.domain.facts import triage_facts as triage_facts
from samutphok.triage.domain.rules import TriageRules as TriageRules
from samutphok.triage.domain.rules import read_triage as read_triage
from samutphok.triage.domain.sorting import Because as Because
from samutphok.triage.domain.sorting import Kind as Kind
from samutphok.triage.domain.sorting import Reason as Reason
from samutphok.triage.domain.sorting import Sorted as Sorted
from samutphok.triage.domain.sorting import Triage as Triage
from samutphok.triage.domain.sorting import sort_out as sort_out
from samutphok.triage.domain.work import Tab as Tab
from samutphok.triage.domain.work import WorkPage as WorkPage
from samutphok.triage.domain.work import WorkRow as WorkRow
from samutphok.triage.domain.work import WorkWanted as WorkWanted
from samutphok.triage.domain.work import place_of as place_of
