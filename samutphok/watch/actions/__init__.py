"""Following families, and acting on the watch list."""

from samutphok.watch.actions.following import follow_family as follow_family
from samutphok.watch.actions.following import note_worsened as note_worsened
from samutphok.watch.actions.reminding import remind_workers as remind_workers
from samutphok.watch.actions.reminding import tell_supervisors as tell_supervisors
from samutphok.watch.actions.watching import ask_visit as ask_visit
from samutphok.watch.actions.watching import end_watching as end_watching
from samutphok.watch.actions.watching import watch_again as watch_again
