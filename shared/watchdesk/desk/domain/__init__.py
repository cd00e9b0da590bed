"""The rules of the duty desk, and what it shows."""
