"""The use cases of oversight."""
