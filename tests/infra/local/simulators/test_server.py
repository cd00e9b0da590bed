"""The servers on real sockets of loopback, and the command that runs them."""

import json
import signal
import socket
import subprocess
import sys

import pytest
import urllib3

from infra.local.simulators.bluesky.simulator import bluesky_server
from infra.local.simulators.mastodon.simulator import mastodon_server
from infra.local.simulators.server import PortTakenError

COMMAND = [sys.executable, "-m", "infra.local.simulators"]


@pytest.fixture
def http():
    with urllib3.PoolManager(retries=False, timeout=5) as pool:
        yield pool


def publish(http, server, text):
    token = server.network.accounts()[0]["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    return http.request("POST", f"{server.url}/api/v1/statuses", json={"status": text}, headers=headers)


def test_a_lost_answer_has_taken_effect_and_a_reset_has_not(http):
    with mastodon_server(["police"]) as server:
        for kind in ("lost", "reset"):
            server.network.faults.add(kind, times=1)
            with pytest.raises(urllib3.exceptions.ProtocolError):
                publish(http, server, kind)
        assert [post.text for post in server.network.shown()] == ["lost"]
        assert publish(http, server, "well").status == 200
        assert [seen.status for seen in server.network.requests.matching("*statuses")] == [0, 0, 200]


def test_a_slow_answer_outlasts_an_impatient_client(http):
    with mastodon_server(["police"]) as server:
        server.network.faults.add("slow", seconds=0.3)
        with pytest.raises(urllib3.exceptions.ReadTimeoutError):
            http.request("GET", f"{server.url}/api/v2/instance", timeout=0.05)
        assert http.request("GET", f"{server.url}/api/v2/instance").status == 200


def test_the_did_document_leads_back_to_the_server(http):
    with bluesky_server(["selby.test"]) as server:
        account = server.network.accounts()[0]
        answer = http.request(
            "POST",
            f"{server.url}/xrpc/com.atproto.server.createSession",
            json={"identifier": "selby.test", "password": account["app_password"]},
        )
        assert answer.json()["didDoc"]["service"][0]["serviceEndpoint"] == server.url


def test_a_port_that_is_taken_is_named_and_another_server_can_have_it_later():
    with bluesky_server() as first:
        port = int(first.url.rpartition(":")[2])
        with pytest.raises(PortTakenError, match=str(port)), mastodon_server(port=port):
            pass
    with mastodon_server(port=port) as second:
        assert second.url == first.url


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_the_command_says_where_it_serves_and_stops_when_told(http, how):
    asked = ["--bluesky-account", "selby.test=Selby", "--mastodon-account", "selby", "--messages", "3"]
    piped = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen([*COMMAND, *asked], **piped) as process:  # noqa: S603  this very interpreter
        ready = json.loads(process.stdout.readline())
        page = http.request("GET", ready["bluesky"]["url"])
        token = ready["mastodon"]["accounts"][0]["access_token"]
        url = f"{ready['mastodon']['url']}/api/v1/notifications"
        rows = http.request("GET", url, headers={"Authorization": f"Bearer {token}"}).json()
        process.send_signal(how)
        rest, complaints = process.communicate(timeout=10)

    assert (process.returncode, rest, complaints) == (0, "", "")
    assert b"@selby.test" in page.data
    assert len(rows) == 3


def test_the_command_complains_in_one_line_about_a_taken_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended = subprocess.run(  # noqa: S603  this very interpreter
            [*COMMAND, "--mastodon-port", str(port)], capture_output=True, text=True, timeout=20, check=False
        )

    assert ended.returncode == 1
    assert ended.stdout == ""
    assert ended.stderr.splitlines() == [f"simulators: port {port} of 127.0.0.1 is taken: Address already in use"]
