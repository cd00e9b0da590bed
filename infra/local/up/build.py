"""Builds the functions for this machine, unless nothing they are made of has changed."""

import hashlib
import platform
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from infra.local.up.preflight import architecture
from infra.local.up.processes import ProcessGroups

SOURCES = (
    "template.yaml",
    "infra/stacks/*.yaml",
    "functions/**/*",
    "shared/watchdesk/**/*",
    "requirements.txt",
    "Makefile",
)


@dataclass(frozen=True, slots=True)
class BuildTarget:
    """What the functions are built for: this interpreter on this processor."""

    python: str
    processor: str
    wheels: str

    @classmethod
    def this_machine(cls) -> "BuildTarget":
        processor, wheels = architecture(platform.machine(), platform.system())
        return cls(f"{sys.version_info.major}.{sys.version_info.minor}", processor, wheels)

    @property
    def parameters(self) -> tuple[str, ...]:
        return (f"Architecture={self.processor}", f"Runtime=python{self.python}")


@dataclass(frozen=True, slots=True)
class FunctionBuild:
    root: Path
    folder: Path
    """Apart from .aws-sam/build, which is the cloud's."""
    target: BuildTarget

    @property
    def template(self) -> Path:
        return self.folder / "built" / "template.yaml"

    def is_fresh(self) -> bool:
        return self.template.exists() and self._mark.exists() and self._mark.read_text() == self._digest()

    def make(self, household: ProcessGroups, environment: Mapping[str, str], log: Path) -> None:
        """Run `sam build`. Raises ProgramFailedError with the end of its log."""
        digest = self._digest()
        self._mark.unlink(missing_ok=True)
        self.folder.mkdir(parents=True, exist_ok=True)
        command = ["sam", "build", "--parallel", "--build-dir", str(self.template.parent)]
        command += ["--parameter-overrides", *self.target.parameters]
        variables = {"LAMBDA_PYTHON": self.target.python, "LAMBDA_PLATFORM": self.target.wheels}
        household.run("sam build", command, {**environment, **variables}, log, self.root)
        self._mark.write_text(digest)

    @property
    def _mark(self) -> Path:
        return self.folder / "sources"

    def _digest(self) -> str:
        digest = hashlib.sha256(repr(self.target).encode())
        for path in sorted(self._sources()):
            digest.update(f"{path.relative_to(self.root)}\0{path.stat().st_size}\0".encode())
            digest.update(path.read_bytes())
        return digest.hexdigest()

    def _sources(self) -> Iterator[Path]:
        for pattern in SOURCES:
            for path in self.root.glob(pattern):
                if path.is_file() and "__pycache__" not in path.parts:
                    yield path
