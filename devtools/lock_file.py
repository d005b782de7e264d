"""package-lock.json names versions and checksums only: an address would send everybody to one person's registry."""

import json
import sys

from devtools import BASE_DIR


def addresses(lock):
    return sorted(name for name, package in lock["packages"].items() if "resolved" in package)


if __name__ == "__main__":
    found = ", ".join(addresses(json.loads((BASE_DIR / "package-lock.json").read_text())))
    sys.exit(f"package-lock.json holds addresses (npm install with our .npmrc writes none): {found}" if found else 0)
