"""The settings of the function that serves the duty desk."""

from watchdesk.bootstrap.settings.base import Name, Settings


class DeskSettings(Settings):
    register_table: Name
    messages_table: Name
    alerts_table: Name
    audit_table: Name
