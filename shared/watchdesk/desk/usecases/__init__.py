"""One story of the desk in each file."""
