"""The operator's command line: its options, and how every failure ends."""

import sys
from typing import Any, NoReturn

import click

from infra.cli.audit.command import audit
from infra.cli.credentials.command import secret
from infra.cli.desk.command import desk
from infra.cli.doctor.command import doctor
from infra.cli.exits import DONE, INTERRUPTED, USAGE, explain
from infra.cli.numbers.command import number
from infra.cli.platforms.command import platforms
from infra.cli.posts.post_command import post
from infra.cli.posts.posts_command import posts
from infra.cli.register.command import apply, plan, schema, validate
from infra.cli.register.problems import InvalidRegisterError
from infra.cli.rehearse.command import rehearse
from infra.cli.rota.command import rota
from infra.cli.sms.command import sms
from infra.cli.stack import Stack
from infra.cli.watch.command import gaps, watch


class CommandGroup(click.Group):
    """A group whose every foreseeable failure is one line and an exit code of its own."""

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
    """Of an option that belongs before the command, say so instead of guessing at others."""
    if isinstance(error, click.NoSuchOption) and any(error.option_name in each.opts for each in whole.params):
        error.possibilities = None
        error.message = f"{error.option_name} stands before the command: watchdesk {error.option_name} ... COMMAND"


@click.group(
    cls=CommandGroup,
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
        context.obj = Stack(name or f"watchdesk-{stage}", region, profile)


for command in (
    validate,
    plan,
    apply,
    schema,
    platforms,
    rehearse,
    rota,
    number,
    sms,
    secret,
    watch,
    gaps,
    post,
    posts,
    desk,
    doctor,
    audit,
):
    cli.add_command(command)
