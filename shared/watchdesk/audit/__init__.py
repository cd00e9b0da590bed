"""The audit trail: who did what, as a chain that shows a missing or changed line."""
