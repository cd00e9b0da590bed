"""The entry point of `watchdesk`, also as `python -m infra.cli`."""

import sys

INTERRUPTED = 130
"""The exit code of exits.py, repeated because the import of that module takes time."""


def main() -> None:
    try:
        from infra.cli.cli import cli  # noqa: PLC0415  it takes a second, in which somebody may press Ctrl-C
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted.\n")
        sys.exit(INTERRUPTED)
    cli(prog_name="watchdesk")


if __name__ == "__main__":
    main()
