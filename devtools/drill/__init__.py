"""Drills: what is promised for the day on which everything goes wrong, tried out."""
