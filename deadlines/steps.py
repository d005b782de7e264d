"""The steps that may have a clock, by the name the policy table knows them under.

The owning app registers its steps when it is loaded; admin offers them and pages show their labels.
"""

LABELS = {}


def register_step(name, label):
    """Make a step such as "complaint.analyse" known under a translated label."""
    LABELS[name] = label


def step_label(name):
    return LABELS.get(name, name)
