"""Facebook: how long a post may be."""
