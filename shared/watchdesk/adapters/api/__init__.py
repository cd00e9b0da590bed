"""The HTTP interface of posts: bodies in, answers and problem documents out. docs/api.md shows it whole."""
