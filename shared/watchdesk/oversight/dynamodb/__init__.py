"""The tables of oversight."""
