"""Mastodon, and the other servers that speak its client API."""
