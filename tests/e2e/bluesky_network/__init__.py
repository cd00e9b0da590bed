"""The published AT Protocol servers, run on loopback, and people who write on them."""
