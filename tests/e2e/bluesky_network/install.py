"""Install the published AT Protocol servers, pinned by hash, into .run/bluesky-network/ once.

`python -m tests.e2e.bluesky_network.install` shows the progress. The fixture then finds them installed.
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
    """Something is missing on this machine. The text says what to install."""


@dataclass(frozen=True, slots=True)
class InstalledServers:
    """Where the installed programs are."""

    node: Path
    servers: Path
    postgres: Path
    """The folder of PostgreSQL's server programs."""


def install_servers() -> InstalledServers:
    """Install what is missing. Raises CannotInstall. If npm fails, it shows its own error."""
    found = InstalledServers(node=_node_path(), servers=TARGET / "servers", postgres=_postgres())
    stamp = TARGET / "installed"
    if stamp.exists() and stamp.read_text() == _digest():
        return found
    _require("npm", *COMPILERS)
    stamp.unlink(missing_ok=True)
    _show_progress("Node.js 22")
    _npm_ci("runtime", {})
    _show_progress("the Bluesky servers (about three minutes, one database driver is compiled)")
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
    """Return the settings to compile for this Node, with little optimisation, which is faster."""
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
        _show_progress("PostgreSQL")
        subprocess.run(["apt-get", "install", "-qq", "-y", "postgresql"], check=True, stdout=subprocess.DEVNULL)
        found = next(_postgres_folders(), None)
    if found is None:
        raise CannotInstall("install PostgreSQL's server first (Debian: apt-get install postgresql)")
    return found


def _postgres_folders() -> Iterator[Path]:
    """Yield the folders of Debian, newest first, and then the one in PATH."""
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    on_path = shutil.which("initdb")
    if on_path is not None:
        yield Path(on_path).resolve().parent


def _version(folder: Path) -> int:
    return int(folder.parent.name) if folder.parent.name.isdigit() else 0


def _show_progress(what: str) -> None:
    sys.stderr.write(f"Installing {what}\n")


if __name__ == "__main__":
    try:
        install_servers()
    except (CannotInstall, subprocess.CalledProcessError) as error:
        sys.exit(str(error))
