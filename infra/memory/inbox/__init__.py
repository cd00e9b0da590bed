"""The stores of inbox in memory."""
