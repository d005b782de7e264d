"""Imports customers with their first contact and addresses: new files, and changes to those on file."""
