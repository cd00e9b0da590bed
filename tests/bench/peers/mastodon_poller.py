"""A simple poller with the `Mastodon.py` package, which runs in an environment of its own.

python mastodon_poller.py SERVER HANDLE TOKEN DYNAMODB TABLE  ->  {"stored": 3000, "seconds": 12.3}
"""

import json
import sys
import time

from mastodon import Mastodon
from message_table import store, table_at


def poll(client: Mastodon, table: object, account: str) -> int:
    stored = 0
    page = client.notifications(types=["mention"], limit=40)
    while page:
        for shown in page:
            status = shown["status"]
            stored += store(
                table,
                account=account,
                surface="reply" if status["in_reply_to_id"] else "mention",
                native_id=str(status["id"]),
                thread_id=str(status["in_reply_to_id"] or status["id"]),
                author=(str(shown["account"]["id"]), shown["account"]["acct"], shown["account"]["display_name"]),
                text=status["content"],
                sent_at=status["created_at"].isoformat(),
                version=str(status["edited_at"] or status["created_at"]),
            )
        page = client.fetch_next(page)
    return stored


def main(server: str, handle: str, token: str, dynamodb: str, name: str) -> None:
    table = table_at(dynamodb, name)
    client = Mastodon(access_token=token, api_base_url=server, version_check_mode="none", ratelimit_method="throw")
    started_at = time.perf_counter()
    stored = poll(client, table, handle)
    print(json.dumps({"stored": stored, "seconds": time.perf_counter() - started_at}))


if __name__ == "__main__":
    main(*sys.argv[1:])
