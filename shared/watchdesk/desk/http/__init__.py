"""The HTTP interface of the desk."""
