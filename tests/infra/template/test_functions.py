"""Every function is deployed from the folder of its name, within bounds and without secrets."""

import math
import re
from collections import Counter
from pathlib import Path

from tests.infra.template.stack import functions, of_type
from watchdesk import bootstrap

FUNCTIONS_FOLDER = Path("functions")


def snake(logical_id: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", logical_id.removesuffix("Function")).lower()


SERVES_ROUTES = {"publish_post", "serve_desk"}
"""The functions that serve an API: each of their routes calls a use case of its own."""


def test_every_folder_is_deployed_and_every_function_has_a_folder():
    folders = {each.name for each in FUNCTIONS_FOLDER.iterdir() if (each / "handler.py").exists()}
    assert {snake(name) for name in functions()} == folders


def test_one_word_stands_in_four_places():
    for name, function in functions().items():
        word = snake(name)
        assert function["Handler"] == f"functions.{word}.handler.lambda_handler"
        assert callable(getattr(bootstrap, word))
        if word in SERVES_ROUTES:
            assert list(Path("tests/handlers").glob(f"test_{word}*.py"))
        else:
            assert list(Path("shared/watchdesk").glob(f"*/usecases/{word}.py"))
            assert list(Path("tests").glob(f"*/unit/**/test_{word}*.py"))


def test_every_handler_is_short_enough_to_only_translate():
    lengths = {each: len(each.read_text().splitlines()) for each in FUNCTIONS_FOLDER.glob("*/handler.py")}
    assert max(lengths.values()) <= 45, lengths


def test_every_function_has_a_timeout_a_concurrency_of_its_own_and_a_log_that_ends():
    groups = of_type("AWS::Logs::LogGroup")
    for name, function in functions().items():
        assert function["Timeout"] <= 60, name
        assert "ReservedConcurrentExecutions" in function, name
        assert function["LoggingConfig"]["LogGroup"]["Ref"] in groups, name
    assert all("RetentionInDays" in each["Properties"] for each in groups.values())


def _entropy(text: str) -> float:
    return -sum(n / len(text) * math.log2(n / len(text)) for n in Counter(text).values())


def test_no_environment_value_looks_like_a_secret():
    literal = [
        value
        for function in functions().values()
        for value in function.get("Environment", {}).get("Variables", {}).values()
        if isinstance(value, str)
    ]
    assert not [value for value in literal if len(value) >= 20 and _entropy(value) > 3.5]
