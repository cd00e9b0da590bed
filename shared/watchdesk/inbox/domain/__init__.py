"""The rules of feeds, messages and deadlines."""
