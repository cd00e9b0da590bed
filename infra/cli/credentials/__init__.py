"""`watchdesk secret` stores and checks the credentials of accounts."""
