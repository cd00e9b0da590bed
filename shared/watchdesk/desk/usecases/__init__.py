"""Everything that a person can do at the duty desk, one use case a file."""
