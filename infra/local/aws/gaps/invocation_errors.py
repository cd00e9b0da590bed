"""Gap: if an invocation fails before the handler starts, such as in an import, the error is not in its log.

On AWS the log then holds `[ERROR] Runtime.ImportModuleError: ...`. Here every failed log ends with that line.
"""

from typing import Any

from ministack.services import lambda_svc


def fill() -> None:
    """Add the error line to the log of every failed invocation."""
    execute = lambda_svc._execute_function_warm

    def execute_and_log_error(*arguments: Any, **named: Any) -> dict[str, Any]:  # noqa: ANN401  the emulator's own
        result: dict[str, Any] = execute(*arguments, **named)
        if result.get("error"):
            body = result.get("body") or {}
            line = f"[ERROR] {body.get('errorType')}: {body.get('errorMessage')}"
            result["log"] = "\n".join(part for part in (result.get("log"), line) if part)
        return result

    lambda_svc._execute_function_warm = execute_and_log_error
