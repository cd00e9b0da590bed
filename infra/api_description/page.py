"""docs/api.html: the same for people, in one page that needs nothing else, no scripts and no other files."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

STYLE = (
    ":root{color-scheme:light dark}"
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem}"
    "code{font-size:.9em}table{border-collapse:collapse;width:100%;margin:.5rem 0}"
    "th,td{border:1px solid #8888;padding:.25rem .5rem;text-align:left;vertical-align:top}"
    "h3 code{font-size:1rem}section{border-top:1px solid #8888}"
)

Schema = Mapping[str, Any]


def page(described: Mapping[str, Any]) -> str:
    info = described["info"]
    operations = [
        (path, method, each) for path, item in described["paths"].items() for method, each in item.items()
    ]
    body = [f"<h1>{escape(info['title'])}</h1><p>{escape(info['description'])}</p>"]
    for tag in described["tags"]:
        body.append(f"<h2>{escape(tag['name'].capitalize())}</h2><p>{escape(tag['description'])}</p>")
        body += [_operation(*each) for each in operations if tag["name"] in each[2]["tags"]]
    body.append("<h2>What is sent and answered</h2>")
    body += [_schema(name, each) for name, each in described["components"]["schemas"].items()]
    return (
        '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(info['title'])}</title><style>{STYLE}</style></head>\n<body><main>\n"
        + "\n".join(body)
        + "\n</main></body></html>\n"
    )


def _operation(path: str, method: str, operation: Schema) -> str:
    address = f"<code>{method.upper()} {escape(path)}</code>"
    rows = [
        (f"<code>{escape(each['name'])}</code> in the {each['in']}", _type(each["schema"]), _told(each))
        for each in operation.get("parameters", [])
    ]
    for media, content in operation.get("requestBody", {}).get("content", {}).items():
        rows.append(("body", _type(content["schema"]), escape(media)))
    answers = [
        (code, " or ".join(_contents(each)), escape(each["description"]))
        for code, each in sorted(operation["responses"].items())
    ]
    return (
        f'<section id="{escape(operation["operationId"])}"><h3>{escape(operation["summary"])}<br>{address}</h3>'
        f"<p>{escape(operation.get('description', ''))}</p>"
        + _table(("Asked", "Form", ""), rows)
        + _table(("Answer", "Form", ""), answers)
        + "</section>"
    )


def _contents(answer: Schema) -> Iterator[str]:
    for content in answer.get("content", {}).values():
        yield _type(content["schema"])


def _schema(name: str, schema: Schema) -> str:
    heading = f'<section id="{escape(name)}"><h3>{escape(name)}</h3>'
    if "enum" in schema:
        words = ", ".join(f"<code>{escape(str(each))}</code>" for each in schema["enum"])
        return f"{heading}<p>One of {words}.</p></section>"
    needed = schema.get("required", [])
    rows = [
        (
            f"<code>{escape(field)}</code>" + (" (needed)" if field in needed else ""),
            _type(each),
            _told(each),
        )
        for field, each in schema.get("properties", {}).items()
    ]
    about = f"<p>{escape(' '.join(schema['description'].split()))}</p>" if "description" in schema else ""
    return heading + about + _table(("Field", "Form", ""), rows) + "</section>"


def _type(schema: Schema) -> str:
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        return f'<a href="#{escape(name)}">{escape(name)}</a>'
    if "anyOf" in schema:
        return " or ".join(_type(each) for each in schema["anyOf"])
    if schema.get("type") == "array":
        within = schema.get("items", {}) if "prefixItems" not in schema else schema["prefixItems"][0]
        return f"list of {_type(within)}"
    if isinstance(schema.get("additionalProperties"), Mapping):
        return f"names with {_type(schema['additionalProperties'])}"
    return escape(f"{schema.get('type', 'anything')}{_limits(schema)}")


def _limits(schema: Schema) -> str:
    told = {"format": "{}", "minLength": "at least {}", "maxLength": "at most {}", "minimum": "from {}"}
    told |= {"maximum": "to {}"}
    found = [words.format(schema[name]) for name, words in told.items() if name in schema]
    return f" ({', '.join(found)})" if found else ""


def _told(schema: Schema) -> str:
    default = f" Default: {schema['default']!r}." if schema.get("default") not in (None, "", [], {}) else ""
    return escape(schema.get("description", "") + default)


def _table(heads: tuple[str, str, str], rows: list[tuple[str, str, str]]) -> str:
    """`rows` are HTML already."""
    if not rows:
        return ""
    head = "".join(f"<th>{each}</th>" for each in heads)
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><tr>{head}</tr>{lines}</table>"
