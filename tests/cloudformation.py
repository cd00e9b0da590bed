"""Read a CloudFormation template as plain data, its short forms written out."""

from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]


class _Loader(yaml.SafeLoader):
    pass


def _intrinsic(loader: yaml.SafeLoader, tag: str, node: yaml.Node) -> dict[str, Any]:
    """`!Ref x` is `{"Ref": x}`, `!GetAtt a.b` is `{"Fn::GetAtt": [a, b]}`, and so on."""
    match node:
        case yaml.ScalarNode() if tag == "GetAtt":
            value: Any = node.value.split(".", 1)
        case yaml.ScalarNode():
            value = node.value
        case yaml.SequenceNode():
            value = loader.construct_sequence(node, deep=True)
        case _:
            value = loader.construct_mapping(node, deep=True)
    return {tag if tag in ("Ref", "Condition") else f"Fn::{tag}": value}


_Loader.add_multi_constructor("!", _intrinsic)


def load_template(path: str) -> dict[str, Any]:
    """`load_template("infra/stacks/storage.yaml")`, from the root of the project."""
    with (ROOT / path).open() as file:
        return yaml.load(file, Loader=_Loader)  # noqa: S506  a SafeLoader with the short forms added
