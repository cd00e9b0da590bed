"""The stores of register in memory."""
