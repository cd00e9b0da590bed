"""The HTTP interface of publishing."""
