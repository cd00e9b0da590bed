"""The duty desk: people list messages and alerts, read them, and say what was done about them."""
