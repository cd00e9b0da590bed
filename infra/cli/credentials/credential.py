"""Reads an account's credential without showing it, checks its form, and stores it as a new version."""

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click
from botocore.exceptions import ClientError

from infra.cli.exits import RefusedError
from infra.cli.register.problems import suggestion
from watchdesk.core.account import Account, Platform
from watchdesk.core.platform_facts import CredentialField
from watchdesk.platforms.registry import FACTS

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient

Credential = dict[str, str]


def ask(platform: Platform) -> Credential:
    """Prompt for each field without showing it, until each has its form."""
    answers: Credential = {}
    for field in FACTS[platform].required_fields:
        while field.name not in answers:
            given = click.prompt(field.ask, hide_input=True, err=True).strip()
            if problem := _problem(field, given):
                click.echo(problem, err=True)
            else:
                answers[field.name] = given
    return answers


def parse(platform: Platform, text: str) -> Credential:
    """Return the credential that `text` holds as JSON. Raises RefusedError for anything else, quoting no value."""
    needed = [field.name for field in FACTS[platform].required_fields]
    fields = {field.name: field for field in FACTS[platform].credential}
    wanted = "{" + ", ".join(f'"{name}": "..."' for name in needed) + "}"
    try:
        given = json.loads(text)
    except ValueError:
        raise RefusedError(f"standard input holds no JSON: give {wanted}") from None
    if not isinstance(given, dict):
        raise RefusedError(f"standard input holds no JSON object: give {wanted}")
    problems = [f"{name} is missing" for name in needed if name not in given]
    problems += [f"{name} is not known: {suggestion(name, fields)}" for name in given if name not in fields]
    problems += [
        problem for name, value in given.items() if name in fields and (problem := _problem(fields[name], value))
    ]
    if problems:
        raise RefusedError(f"the credential is not stored: {'; '.join(problems)}")
    return given


def _problem(field: CredentialField, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        return f"{field.name} is empty"
    return "" if re.fullmatch(field.form, value) else f"{field.name} must be {field.form_in_words}"


@dataclass(frozen=True, slots=True)
class CredentialStore:
    """Stores credentials as JSON objects in Secrets Manager. The version before stays recoverable."""

    client: "SecretsManagerClient"

    def put(self, account: Account, credential: Credential) -> bool:
        """Store the newest version, and return whether it is the account's first."""
        text = json.dumps(credential)
        try:
            self.client.create_secret(
                Name=account.secret,
                SecretString=text,
                Description=f"Watchdesk credential of {account.id}",
                Tags=[{"Key": "watchdesk:account", "Value": account.id}],
            )
        except ClientError as error:
            code = error.response["Error"]["Code"]
            if code == "InvalidRequestException":
                raise RefusedError(
                    f"secret {account.secret} is being deleted: restore it "
                    f"(`aws secretsmanager restore-secret --secret-id {account.secret}`) and say this again"
                ) from None
            if code != "ResourceExistsException":
                raise
            self.client.put_secret_value(SecretId=account.secret, SecretString=text)
            return False
        return True
