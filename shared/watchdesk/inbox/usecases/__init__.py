"""One story of the inbox in each file."""
