"""A made-up company to try the system with: its people, its customers and what happened with them.

Nothing of it is ever created with DEBUG off, except by `make bench` in a database of its own.
"""
