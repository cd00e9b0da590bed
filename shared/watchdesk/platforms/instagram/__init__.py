"""Instagram: how long a post may be."""
