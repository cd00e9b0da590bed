"""The single checks of the audit, and the report of what they find."""
