"""`watchdesk desk` uses the HTTP API alone, with a person's token and without AWS permissions."""
