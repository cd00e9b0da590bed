"""Call a simulated server over WSGI, with or without an account."""

from datetime import UTC, datetime, timedelta

from werkzeug.test import Client

from infra.local.simulators.application import Application
from infra.local.simulators.bluesky.api import BlueskyApi
from infra.local.simulators.bluesky.network import BlueskyNetwork
from infra.local.simulators.mastodon.api import MastodonApi
from infra.local.simulators.mastodon.network import MastodonNetwork
from infra.local.simulators.mastodon.settings import MastodonSettings

CHAT = {"atproto-proxy": "did:web:api.bsky.chat#bsky_chat"}
START = datetime(2026, 11, 20, 19, 30, tzinfo=UTC)


class HandClock:
    """Time stands still until a test moves it."""

    def __init__(self, start=START):
        self.now = start

    def __call__(self):
        return self.now

    def passes(self, **span):
        self.now += timedelta(**span)


class Bluesky:
    def __init__(self, clock):
        self.clock = clock
        self.network = BlueskyNetwork(clock=clock)
        self.client = Client(Application(self.network, BlueskyApi(self.network)))
        self.account = self.network.add_account("selby.test", "Selby")
        self.did = self.account["did"]

    def post(self, name, token=None, **options):
        return self.client.post(f"/xrpc/{name}", **with_token(token, options))

    def get(self, name, token=None, query=None, **options):
        return self.client.get(f"/xrpc/{name}", query_string=query, **with_token(token, options))

    def log_in(self, password=None):
        body = {"identifier": "selby.test", "password": password or self.account["app_password"]}
        return self.post("com.atproto.server.createSession", json=body)

    def token(self):
        return self.log_in().json["accessJwt"]

    def notifications(self, token, **query):
        return self.get("app.bsky.notification.listNotifications", token, query).json

    def record(self, token, value, **more):
        body = {"repo": self.did, "collection": "app.bsky.feed.post", "record": value, **more}
        return self.post("com.atproto.repo.createRecord", token, json=body)

    def control(self, method, path, **options):
        return self.client.open(f"/_simulator{path}", method=method, **options)


class Mastodon:
    def __init__(self, clock, **settings):
        self.clock = clock
        self.network = MastodonNetwork(clock=clock, settings=MastodonSettings(**settings))
        self.client = Client(Application(self.network, MastodonApi(self.network)))
        self.account = self.network.add_account("police", "Wessexshire Police")
        self.token = self.account["access_token"]

    def call(self, method, path, query=None, **options):
        return self.client.open(path, method=method, query_string=query, **with_token(self.token, options))

    def get(self, path, query=None):
        return self.call("GET", path, query)

    def ids(self, **query):
        return [row["id"] for row in self.get("/api/v1/notifications", query).json]

    def control(self, method, path, **options):
        return self.client.open(f"/_simulator{path}", method=method, **options)


def with_token(token, options):
    headers = dict(options.pop("headers", {}))
    if token:
        headers["Authorization"] = f"Bearer {token}"
    return {**options, "headers": headers}
