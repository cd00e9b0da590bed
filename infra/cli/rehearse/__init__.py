"""`watchdesk rehearse`: rehearses a month."""
