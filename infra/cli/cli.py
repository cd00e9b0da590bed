"""The operator's command line, its options, and the handling of failures."""

import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from infra.cli.commands import COMMANDS, CommandEntry
from infra.cli.exits import DONE, INTERRUPTED, USAGE, explain
from infra.cli.register.problems import InvalidRegisterError


class CommandGroup(click.Group):
    """A group that imports a command when it is used, and that ends every expected failure with one line."""

    def __init__(self, *args: Any, entries: Sequence[CommandEntry] = (), **extra: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **extra)
        self.entries = {entry.name: entry for entry in entries}

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*self.entries, *super().list_commands(ctx)})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        entry = self.entries.get(cmd_name)
        return entry.load() if entry else super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any of them."""
        if not self.entries:
            super().format_commands(ctx, formatter)
            return
        with formatter.section("Commands"):
            formatter.write_dl([(name, self.entries[name].summary) for name in sorted(self.entries)])

    def main(self, *args: Any, **extra: Any) -> NoReturn:  # noqa: ANN401  click's own signature
        try:
            code = super().main(*args, **{**extra, "standalone_mode": False})
        except click.UsageError as error:
            _put_right(error, self)
            error.show()
            sys.exit(USAGE)
        except click.ClickException as error:
            error.show()
            sys.exit(error.exit_code)
        except click.Abort:
            click.echo("Interrupted.", err=True)
            sys.exit(INTERRUPTED)
        except Exception as error:
            said = explain(error)
            if said is None:
                raise
            # A wrong register names its file and line first, so that editors can jump there.
            name = "" if isinstance(error, InvalidRegisterError) else "watchdesk: "
            click.echo(f"{name}{said[0]}", err=True)
            sys.exit(said[1])
        sys.exit(code if isinstance(code, int) else DONE)


def _put_right(error: click.UsageError, whole: click.Group) -> None:
    """Explain that an option belongs before the command, instead of suggesting other options."""
    if isinstance(error, click.NoSuchOption) and any(error.option_name in each.opts for each in whole.params):
        error.possibilities = None
        error.message = f"{error.option_name} stands before the command: watchdesk {error.option_name} ... COMMAND"


@click.group(
    cls=CommandGroup,
    entries=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Ends with 0 done, 1 no (an invalid register, a refusal, something stale), 2 differences "
    "(plan --exit-code), 3 AWS could not be asked, 64 wrong usage, 130 interrupted.",
)
@click.option(
    "--stage", default="dev", envvar="WATCHDESK_STAGE", show_default=True, show_envvar=True, help="Which stage."
)
@click.option(
    "--stack",
    "name",
    envvar="WATCHDESK_STACK",
    show_envvar=True,
    help="The CloudFormation stack.  [default: watchdesk-STAGE]",
)
@click.option("--region", help="The AWS region.  [default: as for every AWS tool]")
@click.option("--profile", help="The AWS profile.  [default: as for every AWS tool]")
@click.pass_context
def cli(context: click.Context, stage: str, name: str | None, region: str | None, profile: str | None) -> None:
    """Declare what a force watches, see that all of it is watched, deal with what arrives, and publish.

    Start with `watchdesk validate REGISTER`, then plan and apply it; see docs/register.md.
    To publish, see docs/publishing.md.
    """
    # A test passes its own stack as the object; an operator's is found by name.
    if context.obj is None:
        from infra.cli.stack import Stack  # noqa: PLC0415  boto3 takes its time, and --help needs none of it

        context.obj = Stack(name or f"watchdesk-{stage}", region, profile)
