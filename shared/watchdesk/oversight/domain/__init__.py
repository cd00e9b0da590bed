"""The rules of oversight."""
