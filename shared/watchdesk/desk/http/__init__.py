"""The HTTP interface of the duty desk."""
