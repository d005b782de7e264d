"""Imports monthly figures: one row per customer with a column per month (wide), or one row per customer and month (long)."""
