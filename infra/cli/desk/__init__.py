"""`watchdesk desk`: the desk through the HTTP API alone, with a person's token and no AWS permissions."""
