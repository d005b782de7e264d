"""What the system itself adds to customers. It keeps no import from being undone, and goes with the customers undone."""

AUTOMATIC = {}


def register_automatic(model, untouched):
    """`model` has a `customer`; `untouched(rows)` are those of the queryset `rows` that no person has taken up."""
    AUTOMATIC[model] = untouched
