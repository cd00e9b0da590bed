"""Toolkits for AWS services that several contexts use. They contain no business rules."""
