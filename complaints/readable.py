"""Numbers and keys that people read to each other and type."""

import secrets

# No letters or digits that are misread or misheard.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def readable(length):
    """So many random characters."""
    return "".join(secrets.choice(ALPHABET) for _position in range(length))
