"""Texts through Amazon SNS."""
