"""A build is repeated only when its sources have changed."""

import pytest

from infra.local.up.build import BuildTarget, FunctionBuild
from infra.local.up.processes import ProcessGroups, ProgramFailedError

FAKE_SAM = '#!/bin/sh\ntest -e broken && exit 1\nmkdir -p "$4" && touch "$4/template.yaml" && echo built >> runs\n'


@pytest.fixture
def root(tmp_path):
    for name in ("template.yaml", "requirements.txt", "functions/poll/handler.py", "shared/watchdesk/x.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("as it was")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "sam").write_text(FAKE_SAM)
    (tmp_path / "bin" / "sam").chmod(0o755)
    return tmp_path


@pytest.fixture
def build(root):
    return FunctionBuild(root, root / "made", BuildTarget("3.11", "x86_64", "x86_64-manylinux2014"))


@pytest.fixture
def make(root, environment):
    path = {"PATH": f"{root / 'bin'}:{environment['PATH']}"}
    return lambda build: build.run(ProcessGroups(root / "ledger"), path, root / "log")


def test_nothing_is_built_twice(build, make):
    assert not build.is_fresh()
    make(build)
    assert build.is_fresh()


@pytest.mark.parametrize(
    "changed", ["template.yaml", "requirements.txt", "functions/poll/handler.py", "shared/watchdesk/x.py"]
)
def test_a_changed_source_is_built_again(root, build, make, changed):
    make(build)

    (root / changed).write_text("as it is")

    assert not build.is_fresh()


def test_another_python_is_another_build(root, build, make):
    make(build)

    assert not FunctionBuild(root, build.folder, BuildTarget("3.12", "x86_64", "x86_64-manylinux2014")).is_fresh()


def test_compiled_files_are_no_sources(root, build, make):
    make(build)

    (root / "functions/poll/__pycache__").mkdir()
    (root / "functions/poll/__pycache__/handler.pyc").write_text("compiled")

    assert build.is_fresh()


def test_a_build_that_failed_is_not_taken_for_one(root, build, make):
    make(build)
    (root / "broken").touch()

    with pytest.raises(ProgramFailedError, match="sam build ended with 1"):
        make(build)

    assert not build.is_fresh()
