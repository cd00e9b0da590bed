"""`watchdesk platforms`: what each platform can do."""
