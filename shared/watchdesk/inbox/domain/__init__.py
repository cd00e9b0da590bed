"""The rules for feeds, messages and deadlines."""
