"""Customers who may stand on file twice: what of their names is compared, and how alike two files are."""
