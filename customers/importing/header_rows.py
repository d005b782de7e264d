"""Finds the header of a sheet: below title rows, and in one row or in two that merged cells tie together."""

from dataclasses import dataclass

from customers.importing.text import JOINED_BY, as_text

SEARCHED_ROWS = 10


@dataclass(frozen=True)
class Header:
    """`names` by column, `last` the number of its (lower) row in the file, `recognised` how many fields it names.

    `title` is what stands above it.
    """

    names: list
    last: int
    recognised: int
    title: str


def find_header(rows, merged, recognise):
    """The row among the first ten that names the most fields; where none does, the first that looks like a header.

    `merged` are the merged cells as ((first row, first column), (last row, last column)), counted from 0. Of a header
    over two rows, “联系人” above “姓名” and “手机” gives “联系人 › 姓名” and “联系人 › 手机”.
    """
    top = _with_merged_filled(rows[: SEARCHED_ROWS + 1], merged)
    candidates = top[:SEARCHED_ROWS]
    counts = [_recognised(row, recognise) for row in top]
    best = max(range(len(candidates)), key=counts.__getitem__)
    if not counts[best]:
        best = next((index for index, row in enumerate(candidates) if _looks_like_header(row)), _first_filled(top))
        return Header(top[best], best + 1, 0, _title(top[:best]))
    upper, lower = _extent(top, merged, best, recognise)
    names = [JOINED_BY.join(filter(None, dict.fromkeys(parts))) for parts in zip(*top[upper : lower + 1], strict=True)]
    return Header(names, lower + 1, _recognised(names, recognise), _title(top[:upper]))


def is_blank(row):
    return not any(cell != "" and str(cell).strip() for cell in row)


def _with_merged_filled(rows, merged):
    """The rows as text on one line, with the value of merged cells in each of them."""
    texts = [[" ".join(as_text(cell).split()) if cell != "" else "" for cell in row] for row in rows]
    for (first_row, first_column), (last_row, last_column) in merged:
        if first_row >= len(texts) or first_column >= len(texts[0]):
            continue
        value = texts[first_row][first_column]
        for row in texts[first_row : last_row + 1]:
            width = len(row[first_column : last_column + 1])
            row[first_column : first_column + width] = [value] * width
    return texts


def _title(rows):
    return " ".join(dict.fromkeys(cell for row in rows for cell in row if cell))


def _recognised(names, recognise):
    return len({recognise(name) for name in names} - {None})


def _looks_like_header(row):
    return len(set(row) - {""}) > 1


def _first_filled(rows):
    return next((index for index, row in enumerate(rows) if any(row)), 0)


def _extent(rows, merged, best, recognise):
    """(upper row, lower row) of the header whose most telling row is `best`."""
    if best + 1 < len(rows) and _tied(rows, merged, best, recognise):
        return best, best + 1
    if best and _tied(rows, merged, best - 1, recognise):
        return best - 1, best
    return best, best


def _tied(rows, merged, upper, recognise):
    """Do merged cells make one header of this row and the next: one over both rows, or a group over known names?"""
    for (first_row, first_column), (last_row, last_column) in merged:
        if first_row != upper:
            continue
        if last_row == upper + 1:
            return True
        group = last_row == upper and last_column > first_column and _looks_like_header(rows[upper])
        if group and _recognised(rows[upper + 1][first_column : last_column + 1], recognise):
            return True
    return False
