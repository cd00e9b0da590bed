"""What alerting needs of the world, as Protocols."""
