"""Where the sessions of platforms are kept."""
