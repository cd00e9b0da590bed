"""The months that can be rehearsed: an invented one, one out of a file, and the stack's own history."""
