"""The HTTP routes of publishing."""
