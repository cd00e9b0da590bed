"""The desk's view of the tables `messages` and `alerts`."""
