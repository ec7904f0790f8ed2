"""How far apart two spellings are."""


def edit_distance(one: str, other: str, *, limit: int) -> int | None:
    """The fewest insertions, deletions, substitutions and swaps of neighbours between two words; None when above `limit`.

    Optimal string alignment, a row at a time; a row that is everywhere above the limit ends the comparison early.
    """
    if one == other:
        return 0
    if abs(len(one) - len(other)) > limit:
        return None
    previous: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        before, previous, row = previous, row, [i]
        for j, against in enumerate(other, start=1):
            cost = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return None
    return row[-1] if row[-1] <= limit else None
