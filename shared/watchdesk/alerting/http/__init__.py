"""The page behind the link of a text."""
