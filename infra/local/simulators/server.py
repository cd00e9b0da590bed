"""Run a simulated server on loopback in this process."""

import os
import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread
from typing import TYPE_CHECKING, Generic, TypeVar

from werkzeug.serving import WSGIRequestHandler, make_server

from infra.local.simulators.application import Application, PlatformApi
from infra.local.simulators.network import SimulatedNetwork

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

HOST = "127.0.0.1"
N = TypeVar("N", bound=SimulatedNetwork)
N_co = TypeVar("N_co", bound=SimulatedNetwork, covariant=True)


class PortTakenError(Exception):
    """Another program uses the port."""


@dataclass(frozen=True, slots=True)
class SimulatedServer(Generic[N_co]):
    """A running server, and the network that it serves."""

    url: str
    network: N_co


class _QuietHandler(WSGIRequestHandler):
    """Logs nothing, and resets the connection when the application drops it."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Log nothing, because the network keeps a request log."""

    def send_response(self, code: int, message: str | None = None) -> None:
        """Send no Date and Server headers. The application sends Date, because its clock may be skewed."""
        self.send_response_only(code, message)

    def connection_dropped(self, error: BaseException, environ: "WSGIEnvironment | None" = None) -> None:
        """Close the connection with a reset, which a linger of 0 seconds causes.

        The file objects of the handler still hold the socket, so its descriptor is closed directly.
        """
        del error, environ
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        os.close(self.connection.detach())


@contextmanager
def serve_network(network: N, api: PlatformApi, port: int = 0) -> Iterator[SimulatedServer[N]]:
    """Serve the network while the context lasts. Port 0 means a free port. Raises PortTakenError."""
    with _listener(port) as listener:
        server = make_server(
            HOST,
            port,
            Application(network, api),
            threaded=True,
            request_handler=_QuietHandler,
            fd=listener.fileno(),
        )
    network.url = f"http://{HOST}:{server.port}"
    # The server checks its stop flag often, so that the servers of tests stop at once.
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield SimulatedServer(network.url, network)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _listener(port: int) -> socket.socket:
    """Return a listening socket. werkzeug itself would end the whole program if the port is taken."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise PortTakenError(f"port {port} of {HOST} is taken: {error.strerror}") from error
    return listener
