"""The HTTP interface of posts: bodies in, answers and problem documents out. docs/api.html shows it whole."""
