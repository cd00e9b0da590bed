"""Wires the function that audits the system."""

from watchdesk.bootstrap.oversight.audit import audit_watch, audited_system

__all__ = ["audit_watch", "audited_system"]
