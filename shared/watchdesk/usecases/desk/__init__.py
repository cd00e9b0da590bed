"""What a person at the duty desk can do with messages and alerts, one file for each."""
