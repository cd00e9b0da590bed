"""Gap: a function sees all packages of the emulator's interpreter, even those missing from its zip.

On AWS a function sees its zip, the standard library, and boto3 with its dependencies. Here it gets the same: an
interpreter without site packages, and a folder with links to boto3 and its dependencies only.
"""

import importlib.util
import shlex
import sys
from pathlib import Path

from ministack.core import lambda_runtime

from infra.local.aws.current_settings import current_settings

RUNTIME_PACKAGES = ("boto3", "botocore", "s3transfer", "jmespath", "dateutil", "six", "urllib3")
"""The packages that the managed Python runtime contains beside the standard library."""


def fill() -> None:
    """Run every Python function with an interpreter that sees only the packages of the Lambda runtime."""
    interpreter = build_interpreter(current_settings().scratch / "runtime")
    detect = lambda_runtime._detect_runtime_binary

    def detect_bare(runtime: str) -> tuple[str, str]:
        binary, worker = detect(runtime)
        return (str(interpreter), worker) if runtime.startswith("python") else (binary, worker)

    lambda_runtime._detect_runtime_binary = detect_bare


def build_interpreter(folder: Path) -> Path:
    """Write the program that runs functions to `folder`, and return its path. It may be called again."""
    packages = folder / "packages"
    packages.mkdir(parents=True, exist_ok=True)
    for name in RUNTIME_PACKAGES:
        source = _package_path(name)
        link = packages / source.name
        if not link.is_symlink():
            link.symlink_to(source)
    program = folder / "python"
    quoted = [shlex.quote(part) for part in (str(packages), sys.executable)]
    program.write_text(f'#!/bin/sh\nPYTHONPATH={quoted[0]} exec {quoted[1]} -S "$@"\n')
    program.chmod(0o755)
    return program


def _package_path(name: str) -> Path:
    """Return the folder or file of a package. Raises ImportError if it is not installed."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise ImportError(f"{name} is part of the Lambda runtime but is not installed here: run `make install`")
    origin = Path(spec.origin)
    return origin.parent if origin.name == "__init__.py" else origin
