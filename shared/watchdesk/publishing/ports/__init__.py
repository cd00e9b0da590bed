"""What publishing needs of the world, as Protocols."""
