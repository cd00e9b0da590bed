"""The ports of publishing, as Protocols."""
