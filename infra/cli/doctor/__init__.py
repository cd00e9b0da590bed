"""`watchdesk doctor` makes all checks of the audit, and those that only an operator can make."""
