"""Installs the published AT Protocol servers, pinned by hash, into .run/bluesky-network/ once.

`python -m tests.e2e.bluesky_network.install` shows its progress; the fixture then finds it done.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
TARGET = HERE.parents[2] / ".run" / "bluesky-network"
PACKAGES = ("runtime", "servers")
COMPILERS = ("make", "g++", "python3")


class CannotInstall(Exception):
    """Something this machine lacks; the text says what to install."""


@dataclass(frozen=True, slots=True)
class Installed:
    node: Path
    servers: Path
    postgres: Path
    """The folder of PostgreSQL's server programs."""


def installed() -> Installed:
    """Install what is missing. Raises CannotInstall; a failing npm shows its own words."""
    found = Installed(node=_node_path(), servers=TARGET / "servers", postgres=_postgres())
    stamp = TARGET / "installed"
    if stamp.exists() and stamp.read_text() == _digest():
        return found
    _require("npm", *COMPILERS)
    stamp.unlink(missing_ok=True)
    _say("Node.js 22")
    _npm_ci("runtime", {})
    _say("the Bluesky servers (about three minutes, one database driver is compiled)")
    _npm_ci("servers", _compile_for(found.node))
    stamp.write_text(_digest())
    return found


def _node_path() -> Path:
    machine = {"x86_64": "x64", "aarch64": "arm64"}.get(os.uname().machine)
    if sys.platform != "linux" or machine is None:
        raise CannotInstall("the Bluesky network runs on Linux on x86_64 or aarch64 only")
    return TARGET / "runtime" / "node_modules" / f"node-linux-{machine}" / "bin" / "node"


def _digest() -> str:
    digest = hashlib.sha256()
    for name in PACKAGES:
        digest.update((HERE / name / "package-lock.json").read_bytes())
    return digest.hexdigest()


def _require(*programs: str) -> None:
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        raise CannotInstall(f"install {', '.join(missing)} first (Debian: apt-get install npm g++ make python3)")


def _compile_for(node: Path) -> dict[str, str]:
    """Headers from the very Node that runs it; lightly optimised: a test needs it soon and runs it once."""
    root = node.parents[1]
    return {
        "PATH": f"{node.parent}{os.pathsep}{os.environ['PATH']}",
        "npm_config_nodedir": str(root),
        "npm_config_build_from_source": "true",
        "CFLAGS": "-O1",
    }


def _npm_ci(name: str, environment: dict[str, str]) -> None:
    folder = TARGET / name
    folder.mkdir(parents=True, exist_ok=True)
    for file in ("package.json", "package-lock.json"):
        shutil.copyfile(HERE / name / file, folder / file)
    command = ["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run(command, cwd=folder, env={**os.environ, **environment}, check=True)


def _postgres() -> Path:
    found = next(_postgres_folders(), None)
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        _say("PostgreSQL")
        subprocess.run(["apt-get", "install", "-qq", "-y", "postgresql"], check=True, stdout=subprocess.DEVNULL)
        found = next(_postgres_folders(), None)
    if found is None:
        raise CannotInstall("install PostgreSQL's server first (Debian: apt-get install postgresql)")
    return found


def _postgres_folders() -> Iterator[Path]:
    """Where Debian keeps it, newest first, then wherever PATH leads."""
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    on_path = shutil.which("initdb")
    if on_path is not None:
        yield Path(on_path).resolve().parent


def _version(folder: Path) -> int:
    return int(folder.parent.name) if folder.parent.name.isdigit() else 0


def _say(what: str) -> None:
    sys.stderr.write(f"Installing {what}\n")


if __name__ == "__main__":
    try:
        installed()
    except (CannotInstall, subprocess.CalledProcessError) as error:
        sys.exit(str(error))
