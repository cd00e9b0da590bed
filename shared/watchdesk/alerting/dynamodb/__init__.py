"""The tables of alerting."""
