"""Imports complaints that were kept elsewhere before: closed ones, each under the number it had there."""
