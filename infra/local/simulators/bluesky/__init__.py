"""A simulated Bluesky: a PDS, its AppView and the chat service behind one address."""
