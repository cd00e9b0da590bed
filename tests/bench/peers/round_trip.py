"""Delay the calls to a database on this machine as if it were another machine in the same region."""

import time

ROUND_TRIP_MS = 5


def add_round_trip(client):
    """Make every call of this client longer by a round trip."""
    client.meta.events.register("before-send.dynamodb.*", _wait_round_trip)


def _wait_round_trip(**_):
    time.sleep(ROUND_TRIP_MS / 1000)
