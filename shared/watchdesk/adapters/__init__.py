"""Where the outside world is spoken to, and its errors become ours."""
