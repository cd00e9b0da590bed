"""Texts through AWS End User Messaging SMS."""
