"""Alerting: tells people on duty of overdue messages until a person answers."""
