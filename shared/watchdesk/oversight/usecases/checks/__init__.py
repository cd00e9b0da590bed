"""One check of the audit in each file."""
