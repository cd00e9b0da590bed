"""The one version of the emulator whose private functions `gaps/` knows."""

from importlib.metadata import version

EMULATOR = "ministack"
PINNED = "1.5.33"


class WrongVersionError(RuntimeError):
    """The emulator that is installed is not the one the gaps were filled for."""


def require(installed: str | None = None) -> None:
    """Raise WrongVersionError unless exactly the pinned version is installed."""
    found = installed or version(EMULATOR)
    if found != PINNED:
        raise WrongVersionError(
            f"{EMULATOR} {found} is installed, but infra/local/aws fills the gaps of {PINNED}: "
            "run `make install`, or move the pin together with gaps/ and its tests."
        )
