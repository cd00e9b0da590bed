"""One story of publishing in each file."""
