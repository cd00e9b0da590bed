"""Simulated social media platforms on loopback, written from their documented APIs alone."""
