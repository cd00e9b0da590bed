"""Reads accounts on servers that speak Mastodon's client API."""
