"""Reading who is to be seen again, who is likely to get worse, and the way from fragile to strong."""

from samutphok.watch.queries.due import due_list as due_list
from samutphok.watch.queries.due import followed_in as followed_in
from samutphok.watch.queries.levels import VisitFlows as VisitFlows
from samutphok.watch.queries.levels import level_history as level_history
from samutphok.watch.queries.levels import visit_flows as visit_flows
from samutphok.watch.queries.levels import watch_waiting as watch_waiting
from samutphok.watch.queries.rules import rhythms_on as rhythms_on
from samutphok.watch.queries.watched import watch_list as watch_list
from samutphok.watch.queries.watched import watched_of as watched_of
