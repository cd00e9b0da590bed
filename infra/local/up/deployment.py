"""Deploy the template to the local AWS and read the outputs of the stack."""

from collections.abc import Mapping
from pathlib import Path

from infra.local.up.build import FunctionBuild
from infra.local.up.clients import LocalAwsClients
from infra.local.up.processes import ProcessGroups

STACK = "watchdesk-local"


def deploy_stack(build: FunctionBuild, groups: ProcessGroups, environment: Mapping[str, str], log: Path) -> None:
    """Run `sam deploy`. Raises ProgramFailedError with the end of its log."""
    command = ["sam", "deploy", "--template-file", str(build.template), "--stack-name", STACK, "--resolve-s3"]
    command += ["--capabilities", "CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"]
    command += ["--no-confirm-changeset", "--no-fail-on-empty-changeset", "--no-progressbar"]
    command += ["--parameter-overrides", "Stage=local", *build.target.parameters]
    # By default SAM asks only every five seconds whether the stack is ready.
    groups.run("sam deploy", command, {**environment, "SAM_CLI_POLL_DELAY": "0.3"}, log, build.root)


def stack_outputs(clients: LocalAwsClients) -> dict[str, str]:
    """Return the outputs of the stack by name."""
    stack = clients.cloudformation.describe_stacks(StackName=STACK)["Stacks"][0]
    return {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}
