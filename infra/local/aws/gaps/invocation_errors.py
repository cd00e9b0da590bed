"""Gap: what ended an invocation is not in its log where the handler never began, as when an import fails.

On AWS the log then holds `[ERROR] Runtime.ImportModuleError: ...`; here the same line ends every failed log.
"""

from typing import Any

from ministack.services import lambda_svc


def fill() -> None:
    execute = lambda_svc._execute_function_warm

    def execute_and_say(*arguments: Any, **named: Any) -> dict[str, Any]:  # noqa: ANN401  the emulator's own
        result: dict[str, Any] = execute(*arguments, **named)
        if result.get("error"):
            body = result.get("body") or {}
            line = f"[ERROR] {body.get('errorType')}: {body.get('errorMessage')}"
            result["log"] = "\n".join(part for part in (result.get("log"), line) if part)
        return result

    lambda_svc._execute_function_warm = execute_and_say
