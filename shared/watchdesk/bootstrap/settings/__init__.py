"""What each function reads from its environment, one module for each context."""
