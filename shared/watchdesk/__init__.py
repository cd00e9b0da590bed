"""Watchdesk: nothing sent to a force's official accounts goes unseen."""
