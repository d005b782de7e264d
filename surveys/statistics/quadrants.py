"""The importance–performance map: what to improve first, what to keep, where perhaps too much is done, what can wait.

Lines are cut at the weighted means of the data, or at the midpoint of the scale (where usually everything ends up as
“keep”). A point exactly on a line counts as high. A point whose interval reaches across a line is uncertain.
"""

from dataclasses import dataclass
from enum import StrEnum


class Quadrant(StrEnum):
    IMPROVE = "improve"
    KEEP = "keep"
    LATER = "later"
    EXCESS = "excess"


@dataclass(frozen=True)
class Point:
    """A link on the map; an interval is (low, high) or None."""

    performance: float
    importance: float
    performance_interval: tuple | None = None
    importance_interval: tuple | None = None
    weight: float = 1.0


def cut_at_means(points):
    """(performance, importance) of the lines: the means of the points, weighted by how many answered each."""
    whole = sum(point.weight for point in points)
    if not whole:
        return None
    return (
        sum(point.weight * point.performance for point in points) / whole,
        sum(point.weight * point.importance for point in points) / whole,
    )


def quadrant(point, cut):
    performs, matters = point.performance >= cut[0], point.importance >= cut[1]
    if matters:
        return Quadrant.KEEP if performs else Quadrant.IMPROVE
    return Quadrant.EXCESS if performs else Quadrant.LATER


def is_uncertain(point, cut):
    """Whether the interval of either figure reaches across its line, so that the quadrant may be another one."""
    intervals = (point.performance_interval, point.importance_interval)
    return any(
        interval is not None and interval[0] < line <= interval[1]
        for interval, line in zip(intervals, cut, strict=True)
    )
