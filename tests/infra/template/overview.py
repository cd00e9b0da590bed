"""An overview of template.yaml: what starts each function, and what each function may do.

It is made from the expanded template, so it also shows what SAM adds.
After a wanted change it is written anew:
`python -m tests.infra.template.overview > tests/infra/template/overview.txt`
"""

import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from typing import Any

from tests.infra.template.stack import as_list, as_written, expanded, functions, of_type, roles


def overview() -> str:
    """Return the overview as text, with the functions in alphabetical order."""
    return "\n".join("\n".join((name, *_lines_about(name), "")) for name in sorted(functions()))


def _lines_about(name: str) -> Iterator[str]:
    yield from sorted(f"  started by {each}" for each in _triggers(name))
    yield from sorted(f"  called by {each}" for each in _callers(name))
    yield from sorted(f"  when it fails: {each}" for each in _destinations(name))
    role = roles()[f"{name}Role"]
    yield from sorted(f"  takes {str(arn).rpartition('/')[2]}" for arn in role.get("ManagedPolicyArns", []))
    for policy in role.get("Policies", []):
        for statement in policy["PolicyDocument"]["Statement"]:
            yield from (f"  {each}" for each in _rights(statement))


def _triggers(name: str) -> Iterator[str]:
    for each in of_type("AWS::Scheduler::Schedule").values():
        if each["Properties"]["Target"]["Arn"] == _arn(name):
            yield each["Properties"]["ScheduleExpression"]
    for each in of_type("AWS::Lambda::EventSourceMapping").values():
        if each["Properties"]["FunctionName"] == {"Ref": name}:
            yield f"{_short(each['Properties']['EventSourceArn'])}, {each['Properties']['BatchSize']} at a time"
    for each in of_type("AWS::SNS::Subscription").values():
        if each["Properties"]["Endpoint"] == _arn(name):
            yield _short(each["Properties"]["TopicArn"])
    for each in of_type("AWS::Logs::SubscriptionFilter").values():
        if each["Properties"]["DestinationArn"] == _arn(name):
            yield f"{_short(each['Properties']['LogGroupName'])}{_if(each)}"
    yield from _routes(name)


def _routes(name: str) -> Iterator[str]:
    for api in of_type("AWS::ApiGatewayV2::Api").values():
        for path, operations in api["Properties"]["Body"]["paths"].items():
            for method, operation in operations.items():
                if f"${{{name}.Arn}}" in json.dumps(operation["x-amazon-apigateway-integration"]):
                    names = [scheme for each in operation.get("security", []) for scheme in each]
                    yield f"{method.upper()} {path} {' '.join(names) or 'open'}"


def _callers(name: str) -> Iterator[str]:
    """Return the services that may call it. Routes are left out: each has its own permission."""
    for each in of_type("AWS::Lambda::Permission").values():
        given = each["Properties"]
        if given["FunctionName"] == {"Ref": name} and given["Principal"] != "apigateway.amazonaws.com":
            yield f"{given['Principal']} from {_short(given['SourceArn'])}{_if(each)}"


def _destinations(name: str) -> Iterator[str]:
    for each in of_type("AWS::Lambda::EventInvokeConfig").values():
        given = each["Properties"]
        if given["FunctionName"] == {"Ref": name}:
            kept = _short(given["DestinationConfig"]["OnFailure"]["Destination"])
            yield f"{given['MaximumRetryAttempts']} retries in {given['MaximumEventAgeInSeconds']} s, then {kept}"


def _rights(statement: Any, condition: str = "") -> Iterator[str]:
    if "Fn::If" in statement:
        yield from _rights(statement["Fn::If"][1], f" if {statement['Fn::If'][0]}")
    else:
        effect = {"Allow": "may", "Deny": "may never"}[statement["Effect"]]
        where = ", ".join(_short(each) for each in as_list(statement["Resource"]))
        only = f" where {json.dumps(statement['Condition'], sort_keys=True)}" if "Condition" in statement else ""
        yield f"{effect} {' '.join(as_list(statement['Action']))} on {where}{only}{condition}"


def _if(resource: dict[str, Any]) -> str:
    return f" if {resource['Condition']}" if "Condition" in resource else ""


def _arn(name: str) -> dict[str, list[str]]:
    return {"Fn::GetAtt": [name, "Arn"]}


def _short(value: Any) -> str:
    """Return the resource that a name or an ARN means, in this template or in a nested one."""
    match value:
        case {"Fn::GetAtt": [stack, attribute]} if attribute.startswith("Outputs."):
            return _short(_output(stack, attribute.removeprefix("Outputs.")))
        case {"Fn::GetAtt": [resource, _]} | {"Ref": resource}:
            return str(resource)
        case {"Fn::Sub": str(text)}:
            made = re.sub(r"\$\{(\w+)\.Outputs\.(\w+)\}", lambda found: _short(_output(*found.groups())), text)
            return re.sub(r"^arn:\$\{AWS::Partition\}:", "", made)
        case {"Fn::If": [condition, chosen, _]}:
            return f"{_short(chosen)} if {condition}"
        case _:
            return str(value)


def _output(stack: str, name: str) -> Any:
    return _outputs(expanded()[stack]["Properties"]["TemplateURL"])[name]["Value"]


@cache
def _outputs(path: str) -> dict[str, Any]:
    outputs: dict[str, Any] = as_written(path)["Outputs"]
    return outputs


if __name__ == "__main__":
    sys.stdout.write(overview())
