"""What a server answers about our threads, and a walk through them."""

from tests.fakes.http import says
from tests.platforms.unit.mastodon.answers import US, linked

OWN = f"/accounts/{US}/statuses"
UNNAMED = {"in_reply_to_id": "1", "in_reply_to_account_id": US, "mentions": []}


def walked(feed, memo=""):
    older, items = None, []
    while True:
        page = feed.page(older, memo)
        items += page.items
        older = page.older
        if older is None:
            return items, page.memo


def wrote(statuses):
    return linked(statuses, None)


def a_context(*descendants):
    return says({"ancestors": [], "descendants": list(descendants)})
