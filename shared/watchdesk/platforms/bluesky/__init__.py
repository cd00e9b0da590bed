"""Bluesky: an account's mentions, replies, quotes and direct messages, through its own server (PDS)."""
