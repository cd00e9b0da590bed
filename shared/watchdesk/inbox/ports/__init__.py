"""What the inbox needs of the world, as Protocols."""
