"""`watchdesk platforms`: what each platform shows, takes and allows."""

import json

import click
from rich.table import Table

from infra.cli.parameters import AS_JSON
from infra.cli.platforms.description import described_platforms
from infra.cli.platforms.document import PLATFORMS_PAGE, platforms_page
from infra.cli.platforms.words import CAPABILITIES, image_limits, price, reply_windows, text_limit
from infra.cli.tables import show_table


@click.command()
@click.option("--write", is_flag=True, help=f"Write {PLATFORMS_PAGE} instead.")
@AS_JSON
def platforms(write: bool, as_json: bool) -> None:
    """Show what each platform can do and what it takes."""
    if write:
        PLATFORMS_PAGE.write_text(platforms_page(), encoding="utf-8")
    elif as_json:
        click.echo(json.dumps(described_platforms(), indent=2))
    else:
        show_table(_table())


def _table() -> Table:
    found = described_platforms().values()
    table = Table("", *(platform["title"] for platform in found))
    for capability, words in CAPABILITIES.items():
        table.add_row(words, *("yes" if capability in platform["can"] else "" for platform in found))
    table.add_section()
    table.add_row("Surfaces", *(", ".join(platform["surfaces"]) for platform in found))
    table.add_row("Longest post", *map(text_limit, found))
    table.add_row("Images", *map(image_limits, found))
    table.add_row("Answers are taken for", *map(reply_windows, found))
    table.add_row("Price of a post", *map(price, found))
    return table
