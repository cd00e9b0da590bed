"""The social media platforms, one folder each."""
