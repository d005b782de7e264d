"""Merging two customer files: every row of every app that refers to the merged one moves to the kept one.

Rows move by changing their foreign key. Where that is not right (a constraint would be broken, both files have their
own, history stays where it happened) the app registers a rule when it is loaded:

    def rule(move):  # customers.merging.moves.Move
        …            # what must happen first
        move.to_kept()

    register_merge(Model, rule)                    # for its field `customer`
    register_merge(Model, rule, field="contact")   # for contacts that are united
"""

RULES = {}


def register_merge(model, rule, field="customer"):
    """Let `rule(move)` see to the rows of `model` that refer to the merged record by `field`."""
    RULES[model._meta.label, field] = rule
