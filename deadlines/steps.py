"""The steps that may have a clock, by the name the policy table knows them under.

The owning app registers its steps when it is loaded; admin offers them and pages show their labels. A step may bring
the time limit it has where the table in force has no row for it.
"""

LABELS = {}
GRADES = []
LIMITS = {}
RESUMPTIONS = {}


def register_step(name, label, **limit):
    """Make a step such as "complaint.analyse" known under a translated label.

    `limit` are fields of a PolicyRule such as budget and unit; every table in force gets such a row, to be edited there.
    """
    LABELS[name] = label
    if limit:
        LIMITS[name] = limit


def register_grades(grades):
    """Make the grades of customers known that a row of the policy table may name."""
    GRADES.extend(grades)


def step_label(name):
    return LABELS.get(name, name)


def register_resumption(name, resume):
    """When a pause of this step ends by itself, `resume(clock, at)` is called in place of `clock.resume(at)`, which it calls.

    So the owner can lock what it locks before a clock, and write the end of the pause into its own records with it.
    """
    RESUMPTIONS[name] = resume
