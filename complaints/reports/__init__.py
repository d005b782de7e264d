"""Reports on complaints: a figure (`measures`) for each value of a dimension (`dimensions`), of those that filters leave.

Every figure starts from the complaints received in a period that the reader sees, so that all agree with each other and
each opens the rows behind it in the list of complaints.
"""
