"""Small groups are not shown, and cannot be reckoned from what is shown.

A cell with one to four answers is hidden. Since the total over all cells is known, what is hidden together must be at
least two cells with at least five answers: as long as it is not, the smallest cell that is shown is hidden too.
"""

LEAST = 5


def hidden_cells(counts, hidden=()):
    """The cells of `counts` {cell: answers} that must not be shown; those in `hidden` are so already."""
    hidden = {cell for cell, count in counts.items() if 0 < count < LEAST or (cell in hidden and count)}
    shown = sorted((count, str(cell), cell) for cell, count in counts.items() if count and cell not in hidden)
    while hidden and shown and (len(hidden) < 2 or sum(counts[cell] for cell in hidden) < LEAST):
        _count, _name, cell = shown.pop(0)
        hidden.add(cell)
    return hidden
