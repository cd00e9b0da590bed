"""Writes docs/openapi.json and the page the API serves, which docs/api.html points to, anew."""

from pathlib import Path

from infra.api_description.openapi import api_description, description_text
from infra.api_description.page import page
from watchdesk.http import docs_page

DOCS = Path("docs")


def main() -> None:
    described = api_description()
    (DOCS / "openapi.json").write_text(description_text(described), encoding="utf-8")
    docs_page.PAGE.write_text(page(described), encoding="utf-8")


if __name__ == "__main__":
    main()
