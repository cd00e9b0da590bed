"""`watchdesk post` and `watchdesk posts` use only the HTTP API, with a person's token and no AWS permissions."""
