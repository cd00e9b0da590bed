"""`watchdesk audit` checks the audit trail."""
