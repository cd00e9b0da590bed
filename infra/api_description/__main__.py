"""Writes docs/openapi.json and docs/api.html anew."""

from pathlib import Path

from infra.api_description.openapi import as_text, description
from infra.api_description.page import page

DOCS = Path("docs")


def main() -> None:
    described = description()
    (DOCS / "openapi.json").write_text(as_text(described), encoding="utf-8")
    (DOCS / "api.html").write_text(page(described), encoding="utf-8")


if __name__ == "__main__":
    main()
