"""The settings of the functions that poll accounts."""

from watchdesk.bootstrap.settings.base import Name, Settings


class DispatchSettings(Settings):
    watch_table: Name
    polls_queue_url: Name


class PollSettings(Settings):
    register_table: Name
    watch_table: Name
    messages_table: Name
    sessions_table: Name
