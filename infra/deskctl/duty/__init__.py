"""The duty desk at a terminal, through the HTTP API alone: with a person's token, and no AWS permissions."""
