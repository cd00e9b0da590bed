"""One story each, named like the function that tells it."""
