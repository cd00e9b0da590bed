"""Parameters that several commands share."""

from datetime import timedelta
from pathlib import Path

import click

from infra.cli.register.model.durations import parse_duration

REGISTER = click.argument("register", type=click.Path(path_type=Path), metavar="REGISTER")
PEOPLE = click.option(
    "--people",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The people and their numbers. [default: REGISTER's name with .people.yaml, if it is there]",
)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")


class DurationType(click.ParamType):
    name = "duration"

    def convert(
        self, value: str | timedelta, param: click.Parameter | None, ctx: click.Context | None
    ) -> timedelta:
        try:
            return parse_duration(value)
        except ValueError as error:
            self.fail(f"{value!r} {error}", param, ctx)
