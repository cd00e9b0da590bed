"""Writes openapi.json, which docs/openapi.json points to and from which the API renders its page."""

from infra.api_description.openapi import api_description, description_text
from watchdesk.http import docs_page


def main() -> None:
    docs_page.DESCRIPTION.write_text(description_text(api_description()), encoding="utf-8")


if __name__ == "__main__":
    main()
