"""Reads a customer list out of an Excel or CSV file: no database, no models, so every rule can be tried on its own.

`reading` makes a table of a file or says why it cannot, `headers` guesses which column is which field,
`cells` turns what stands in a cell into the value of a field or says what is wrong with it.
"""
