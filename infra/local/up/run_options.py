"""The options of one run: its folders and its ports."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from infra.local.aws.environment import LocalAwsSettings
from infra.local.simulators.registry import SIMULATORS
from watchdesk.core.account import Platform
from watchdesk.platforms.registry import FACTS


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions:
    """Where a run finds the repository, where it keeps its state, and which ports it uses."""

    root: Path
    run_folder: Path
    """It holds the state of the run and is emptied at each start."""
    port: int = 4566
    keep: bool = False

    @property
    def logs(self) -> Path:
        """The folder for the logs of all programs."""
        return self.run_folder / "logs"

    @property
    def aws(self) -> LocalAwsSettings:
        """The settings of the local AWS of this run."""
        return LocalAwsSettings(port=self.port, state=self.run_folder / "aws", keep=self.keep)

    @property
    def simulator_ports(self) -> Mapping[Platform, int]:
        """The ports of the simulators, which follow the port of the local AWS."""
        return {name: self.port + position for position, name in enumerate(SIMULATORS, 1)}

    @property
    def ports(self) -> Mapping[int, str]:
        """All ports of the run, each with the name of its server."""
        simulated = {port: f"the simulated {FACTS[name].title}" for name, port in self.simulator_ports.items()}
        return {self.port: "the local AWS", **simulated}
