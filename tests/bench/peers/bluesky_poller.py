"""A simple poller with the `atproto` package, which runs in an environment of its own.

python bluesky_poller.py SERVER HANDLE PASSWORD DYNAMODB TABLE  ->  {"stored": 3000, "seconds": 12.3}
"""

import json
import sys
import time

from atproto import Client
from message_table import store, table_at

OURS = {"mention", "reply", "quote"}


def poll(client: Client, table: object, account: str) -> int:
    stored, cursor = 0, None
    while True:
        page = client.app.bsky.notification.list_notifications({"limit": 100, "cursor": cursor})
        for shown in page.notifications:
            if shown.reason in OURS:
                stored += store(
                    table,
                    account=account,
                    surface=shown.reason,
                    native_id=shown.uri,
                    thread_id=shown.reason_subject or shown.uri,
                    author=(shown.author.did, shown.author.handle, shown.author.display_name or ""),
                    text=shown.record.text,
                    sent_at=shown.record.created_at,
                    version=shown.cid,
                )
        cursor = page.cursor
        if not cursor:
            return stored


def main(server: str, handle: str, password: str, dynamodb: str, name: str) -> None:
    table = table_at(dynamodb, name)
    client = Client(base_url=f"{server}/xrpc")
    client.login(handle, password)
    started_at = time.perf_counter()
    stored = poll(client, table, handle)
    print(json.dumps({"stored": stored, "seconds": time.perf_counter() - started_at}))


if __name__ == "__main__":
    main(*sys.argv[1:])
