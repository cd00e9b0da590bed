"""The published AT Protocol servers on loopback, and people who write on them."""
