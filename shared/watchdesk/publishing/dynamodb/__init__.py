"""The tables of publishing."""
