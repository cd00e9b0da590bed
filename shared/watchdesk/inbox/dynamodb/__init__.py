"""The tables of the inbox."""
