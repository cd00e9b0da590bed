"""The entry point of `watchdesk`, also as `python -m infra.deskctl`."""

from infra.deskctl.cli import cli


def main() -> None:
    cli(prog_name="watchdesk")


if __name__ == "__main__":
    main()
