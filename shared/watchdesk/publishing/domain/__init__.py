"""The rules of publishing."""
