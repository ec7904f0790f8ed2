"""What a watched household's row repeats of its acts."""

from samutphok.foundation.acts import as_acts
from samutphok.watch.domain.watching import END, MOVES
from samutphok.watch.models import Watched


def project(row: Watched) -> None:
    """Folds the acts again and writes state, end and version, where they have changed."""
    acts = as_acts(row.acts.all())
    folded = MOVES.fold(acts)
    last = folded.last(END)
    ended = str(last.details.get("end", "")) if last and folded.state == "ended" else ""
    stands = (folded.state, ended, 1 + len(acts))
    if stands != (row.state, row.end, row.version):
        row.state, row.end, row.version = stands
        row.save(update_fields=["state", "end", "version"])
