"""X: how long a post may be."""
