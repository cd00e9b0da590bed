"""One story of alerting in each file."""
