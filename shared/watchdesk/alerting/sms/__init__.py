"""The words of text messages, and how replies to them are read."""
