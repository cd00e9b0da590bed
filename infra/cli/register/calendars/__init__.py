"""Reads the calendar of a rota from a file or an address."""
