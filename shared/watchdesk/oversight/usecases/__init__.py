"""One story of oversight in each file."""
