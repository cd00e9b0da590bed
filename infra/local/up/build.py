"""Build the functions for this machine, unless their sources are unchanged since the last build."""

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
    """The Python version and the processor that the functions are built for."""

    python: str
    processor: str
    wheels: str

    @classmethod
    def this_machine(cls) -> "BuildTarget":
        """Return the target for the running interpreter. Raises NotReadyError for an unknown processor."""
        processor, wheels = architecture(platform.machine(), platform.system())
        return cls(f"{sys.version_info.major}.{sys.version_info.minor}", processor, wheels)

    @property
    def parameters(self) -> tuple[str, ...]:
        """The template parameters of this target."""
        return (f"Architecture={self.processor}", f"Runtime=python{self.python}")


@dataclass(frozen=True, slots=True)
class FunctionBuild:
    """A build of all functions under `root`, written to `folder`."""

    root: Path
    folder: Path
    """It is not .aws-sam/build, where builds for the cloud lie."""
    target: BuildTarget

    @property
    def template(self) -> Path:
        return self.folder / "built" / "template.yaml"

    def is_fresh(self) -> bool:
        """Return whether the last build was made from these very sources for this target."""
        return (
            self.template.exists()
            and self._digest_file.exists()
            and self._digest_file.read_text() == self._sources_digest()
        )

    def run(self, groups: ProcessGroups, environment: Mapping[str, str], log: Path) -> None:
        """Run `sam build`. Raises ProgramFailedError with the end of its log."""
        digest = self._sources_digest()
        self._digest_file.unlink(missing_ok=True)
        self.folder.mkdir(parents=True, exist_ok=True)
        command = ["sam", "build", "--parallel", "--build-dir", str(self.template.parent)]
        command += ["--parameter-overrides", *self.target.parameters]
        variables = {"LAMBDA_PYTHON": self.target.python, "LAMBDA_PLATFORM": self.target.wheels}
        groups.run("sam build", command, {**environment, **variables}, log, self.root)
        self._digest_file.write_text(digest)

    @property
    def _digest_file(self) -> Path:
        return self.folder / "sources"

    def _sources_digest(self) -> str:
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
