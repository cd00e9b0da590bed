"""The stores of alerting in memory."""
