"""The HTTP interfaces of posts and of the duty desk, which docs/api.html shows whole."""
