"""Monthly figures, however they come: what counts as a number, a month and a credible row, and how rows are written."""
