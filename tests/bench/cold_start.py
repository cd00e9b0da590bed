"""Compare the start time and the memory of each function with those of a minimal function.

The built functions run under Amazon's own runtime interface emulator and runtime client. Neither limits
processor or memory as Lambda does, so the figures compare functions with each other and say nothing about Lambda.
"""

import os
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import urllib3

from tests.bench.aws import local_aws
from tests.bench.dynamodb import client_for, fresh_tables
from tests.bench.figures import Figure, ReportSection, compared
from tests.bench.function_builds import BuiltFunction, build_functions, emulator_path, install_runtime
from tests.bench.processes import (
    AWS_TEST_ENVIRONMENT,
    BENCH_FOLDER,
    HOST,
    bare_environment,
    free_port,
    running_server,
)
from tests.carriers import delivered_by_logs, sample

ROUNDS = 7
BAR = 1.25
INIT = re.compile(rb"INIT REPORT\(durationMs: ([\d.]+)\)")


def _officer_request(path: str) -> dict[str, Any]:
    return {
        "version": "2.0",
        "routeKey": f"GET {path}",
        "rawPath": path,
        "rawQueryString": "",
        "headers": {"accept": "application/json"},
        "isBase64Encoded": False,
        "requestContext": {
            "stage": "$default",
            "http": {"method": "GET", "path": path},
            "authorizer": {"jwt": {"claims": {"sub": "officer", "roles": "[view:*]"}, "scopes": None}},
        },
    }


EVENTS: Mapping[str, Any] = {
    "PollAccountsFunction": {"Records": []},
    "AcknowledgeAlertFunction": {
        "version": "2.0",
        "routeKey": "GET /a/{token}",
        "rawPath": "/a/none",
        "pathParameters": {"token": "none"},
        "headers": {},
        "requestContext": {"http": {"method": "GET", "path": "/a/none"}},
    },
    "AnswerTextsFunction": {
        "Records": [
            {
                "Sns": {
                    "Timestamp": "2026-03-02T12:00:00.000Z",
                    "Message": '{"originationNumber": "+15550100", "messageBody": "a", "inboundMessageId": "one"}',
                }
            }
        ]
    },
    "NoteReceiptsFunction": delivered_by_logs(sample("sns_success")),
    "PublishPostFunction": _officer_request("/v1/posts"),
    "ServeDeskFunction": _officer_request("/v1/messages"),
}
"""The first event of each function. The others run on a timer and read nothing from their event."""
EXPLANATION = f"""Each function as `sam build` made it, under the Lambda runtime interface emulator, against a
floor on the same Python and packages: one boto3 client for DynamoDB, one Powertools logger, one pydantic model.
Medians of {ROUNDS} cold processes each, taken in turns. boto3 comes compiled, as on Lambda, and so does everything
in a zip, the floor's included. The first answer includes the import; the floor's is one `GetItem`."""


@dataclass(frozen=True, slots=True)
class ColdStart:
    """One cold start: the time of the import and up to the first answer, and the peak memory until then."""

    init_ms: float
    first_answer_ms: float
    peak_mb: float


def measure() -> ReportSection:
    python, (floor, *all_functions) = install_runtime(), build_functions()
    starts: dict[str, list[ColdStart]] = {each.name: [] for each in (floor, *all_functions)}
    with local_aws() as endpoint:
        tables = fresh_tables(client_for(endpoint))
        for number in range(ROUNDS):
            for function in (floor, *all_functions):
                starts[function.name].append(_start(function, python, endpoint, tables))
            print(f"  round {number + 1} of {ROUNDS}", flush=True)
    figures = [
        figure for each in all_functions for figure in _figures(each.name, starts[each.name], starts[floor.name])
    ]
    return ReportSection(title="Cold start", explanation=EXPLANATION, figures=figures)


def _figures(name: str, ours: Sequence[ColdStart], floor: Sequence[ColdStart]) -> Iterator[Figure]:
    def figure(what: str, value: str, unit: str, bar: float | None) -> Figure:
        mine, least = ([getattr(start, value) for start in each] for each in (ours, floor))
        return compared(f"`{name}`, {what}", unit, mine, least, at_most=bar)

    yield figure("import", "init_ms", "ms", BAR)
    yield figure("first answer", "first_answer_ms", "ms", None)
    yield figure("peak memory", "peak_mb", "MB", BAR)


def _start(function: BuiltFunction, python: Path, endpoint: str, tables: Mapping[str, str]) -> ColdStart:
    port, log = free_port(), BENCH_FOLDER / "logs" / f"{function.name}.log"
    command = [
        str(emulator_path()),
        *("--log-level", "info"),
        *("--runtime-interface-emulator-address", f"{HOST}:{port}"),
        *("--runtime-api-address", f"{HOST}:{free_port()}"),
        *(str(python), "-m", "awslambdaric", function.handler),
    ]
    with running_server(command, port, log, _environment(function, endpoint, tables), function.folder) as process:
        url = f"http://{HOST}:{port}/2015-03-31/functions/function/invocations"
        began = time.perf_counter()
        reply = urllib3.request("POST", url, json=EVENTS.get(function.name, {}), timeout=60, retries=False)
        first_answer_ms = (time.perf_counter() - began) * 1000
        peak_mb = _peak_mb(process.pid)
    init = INIT.search(log.read_bytes())
    if init is None or b"errorType" in reply.data:
        raise RuntimeError(f"{function.name} did not start; see {log}: {reply.data.decode()[:500]}")
    return ColdStart(float(init[1]), first_answer_ms, peak_mb)


def _environment(function: BuiltFunction, endpoint: str, tables: Mapping[str, str]) -> dict[str, str]:
    """As Lambda sets it, and nothing of the caller's."""
    lambda_own = {
        "LAMBDA_TASK_ROOT": str(function.folder),
        "PYTHONPATH": str(function.folder),
        "AWS_LAMBDA_FUNCTION_NAME": function.name,
        "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512",
        "AWS_LAMBDA_FUNCTION_TIMEOUT": "60",
        "AWS_ENDPOINT_URL": endpoint,
        "POWERTOOLS_LOG_LEVEL": "INFO",
        "PYTHONDONTWRITEBYTECODE": "1",  # on Lambda a function's folder is read-only
    }
    variables = {name: tables.get(value, value) for name, value in function.variables.items()}
    return bare_environment(**AWS_TEST_ENVIRONMENT, **lambda_own, **variables)


def _peak_mb(group: int) -> float:
    """The resident high-water mark of the Python that the emulator in this process group started."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes().split(b"\0")
            facts = dict(re.findall(r"(\w+):\s+(\d+)", (process / "status").read_text()))
            if b"awslambdaric" in command[:3] and os.getpgid(int(facts["PPid"])) == group:
                return int(facts["VmHWM"]) / 1024
        except OSError:  # it ended while we looked
            continue
    raise RuntimeError("the emulator runs no function")
