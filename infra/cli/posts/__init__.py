"""`watchdesk post` and `posts`: posts through the HTTP API alone, with a person's token and no AWS permissions."""
