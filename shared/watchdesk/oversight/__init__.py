"""Oversight checks that everything that should have happened has happened, and reports what has not."""
