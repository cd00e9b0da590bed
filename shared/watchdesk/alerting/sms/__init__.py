"""Composes the words of text messages and parses the replies to them."""
