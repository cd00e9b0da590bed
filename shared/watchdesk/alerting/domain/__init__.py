"""The rules of alerts, pagers and escalation."""
