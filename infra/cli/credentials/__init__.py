"""`watchdesk secret`: the credentials of accounts."""
