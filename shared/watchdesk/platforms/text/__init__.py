"""How platforms count, split and link texts."""
