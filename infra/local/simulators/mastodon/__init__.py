"""A simulated Mastodon server, or one of the others that speak its API."""
