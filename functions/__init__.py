"""One folder is one Lambda is one use case."""
