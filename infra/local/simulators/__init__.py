"""Simulated social media platforms on loopback, written only from the documentation of their APIs."""
