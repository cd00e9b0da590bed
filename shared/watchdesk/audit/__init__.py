"""The audit trail records who did what, as a chain of hashes that reveals a missing or changed entry."""
