"""The commands of `watchdesk`: the module of each one, and the sentence that `watchdesk --help` shows for it.

A new command is one line here and one folder beside this file. Its module is imported when the command is used.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import cast

import click


@dataclass(frozen=True, slots=True)
class CommandEntry:
    """One command, which its module defines under the name of the command."""

    name: str
    module: str
    summary: str

    def load(self) -> click.Command:
        """Import the module and return the command."""
        return cast("click.Command", getattr(import_module(self.module), self.name))


COMMANDS = (
    CommandEntry("validate", "infra.cli.register.command", "Say everything that is wrong with a register."),
    CommandEntry("plan", "infra.cli.register.command", "Show what apply would change."),
    CommandEntry("apply", "infra.cli.register.command", "Write exactly what plan shows."),
    CommandEntry("schema", "infra.cli.register.command", "Print the JSON Schema of a register, for editors."),
    CommandEntry("platforms", "infra.cli.platforms.command", "Show what each platform can do and what it takes."),
    CommandEntry("rehearse", "infra.cli.rehearse.command", "Rehearse a month with a register."),
    CommandEntry("rota", "infra.cli.rota.command", "See who is on duty, and when nobody is."),
    CommandEntry("number", "infra.cli.numbers.command", "Prove, test and list the numbers that are texted."),
    CommandEntry("sms", "infra.cli.sms.command", "Set up and check what texts leave by."),
    CommandEntry("secret", "infra.cli.credentials.command", "Store and check the accounts' credentials."),
    CommandEntry("watch", "infra.cli.watch.command", "Show until when everything has been read."),
    CommandEntry("gaps", "infra.cli.watch.command", "Show when an account was not read."),
    CommandEntry("post", "infra.cli.posts.post_command", "Publish a post."),
    CommandEntry("posts", "infra.cli.posts.posts_command", "Show posts, decide about them and withdraw them."),
    CommandEntry("desk", "infra.cli.desk.command", "See messages and alerts, and handle them."),
    CommandEntry("doctor", "infra.cli.doctor.command", "Check everything now, and say what to do."),
    CommandEntry("audit", "infra.cli.audit.command", "Check the record of who did what."),
)
