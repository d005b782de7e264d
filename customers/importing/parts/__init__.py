"""Imports what customer files hold several of: contacts, addresses, entries of the contact log, credit reviews.

A row names its customer as in the import of customers; which record of that customer it means, its kind knows.
"""
