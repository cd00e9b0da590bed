"""Every route, asked by everybody who may not: nobody learns anything, and nothing is done."""

import json
from pathlib import Path

import pytest

from tests.handlers.api import Api, a_post, http_event
from tests.worlds.publishing import BOB, CAREFUL, JANE, SELBY, TEXT, YORK, bob
from watchdesk.core.principal import Action
from watchdesk.publishing.domain.post import DeliveryState

DESCRIBED = json.loads(Path("docs/openapi.json").read_text())
DESK = ("/v1/messages", "/v1/alerts")
"""Asked in desk/test_roles.py."""
ROUTES = sorted(
    (method.upper(), path)
    for path, operations in DESCRIBED["paths"].items()
    if not path.startswith(DESK)
    for method in operations
)
BODIES = {
    "/v1/posts": a_post(),
    "/v1/posts/preview": a_post(),
    "/v1/posts/{post}": {"text": "Other words."},
    "/v1/posts/{post}/approve": {"content_hash": "a"},
    "/v1/posts/{post}/reject": {"note": "No."},
    "/v1/posts/{post}/deliveries/{account}/confirm": {"outcome": "not_published"},
    "/v1/freeze": {"account": SELBY},
    "/v1/freeze/lift": {"account": SELBY},
    "/v1/names/withhold": {"subject": JANE},
    "/v1/names/restore": {"subject": JANE},
}
ABOUT_A_POST = [(method, path) for method, path in ROUTES if "{post}" in path]
MALLORY = "mallory-subject"
"""Vouched for by the identity provider, and with no business here."""


def asked(api, method, path, *, post="none", **who):
    address = path.replace("{post}", post).replace("{account}", SELBY).replace("{media}", "none")
    body = None if method == "GET" else BODIES.get(path)
    return api.call(method, address, body, headers={"idempotency-key": "key-2"}, **who)


@pytest.fixture
def api():
    """With a post that waits for its time, one that has failed, a freeze and a name."""
    made = Api()
    posted = made.publish(attribution="full", text=TEXT)
    view = made.newsroom.use.read_post(posted.body["post"]["id"], bob())
    made.newsroom.becomes(view, DeliveryState.FAILED)
    made.post = posted.body["post"]["id"]
    return made


def state_of(api):
    room = api.newsroom
    return (
        dict(room.store.posts),
        dict(room.store.delivered),
        dict(room.freezes.standing),
        list(room.requests.asked),
        set(room.directory.withheld),
        list(room.trail.deeds),
    )


def test_every_route_is_asked_here():
    assert len(ROUTES) == 17
    assert set(BODIES) <= {path for _, path in ROUTES}


@pytest.mark.parametrize(("method", "path"), ROUTES)
@pytest.mark.parametrize(
    "claims",
    [None, {}, {"sub": ""}, {"sub": "a\nb"}, {"sub": 7}, {"roles": "[administer:*]"}, {"sub": "x" * 256}],
)
def test_whoever_is_nobody_is_turned_away(api, method, path, claims):
    before = state_of(api)
    event = http_event(method, path.replace("{post}", api.post), BODIES.get(path))
    event["requestContext"]["authorizer"] = None if claims is None else {"jwt": {"claims": claims}}
    reply = api.answers(event)
    assert (reply.status, reply.kind) == (401, "no-identity")
    assert state_of(api) == before


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_claims_are_never_taken_from_what_a_caller_writes(api, method, path):
    event = http_event(method, path, BODIES.get(path), query="roles=administer:*")
    event["headers"] |= {"authorization": "Bearer e30.e30.", "x-amzn-oidc-identity": BOB, "sub": BOB}
    del event["requestContext"]["authorizer"]
    assert api.answers(event).status == 401


@pytest.mark.parametrize(("method", "path"), ROUTES)
@pytest.mark.parametrize(
    "roles", [None, "", "[]", "[admin]", "[publish]", "[root:*]", "[PUBLISH:*]", "publish", "[publish:]"]
)
def test_whoever_has_no_role_is_told_so_and_no_more(api, method, path, roles):
    before = state_of(api)
    reply = asked(api, method, path, post=api.post, subject=MALLORY, roles=roles)
    assert (reply.status, reply.kind) == (403, "no-role")
    assert state_of(api) == before


@pytest.mark.parametrize(("method", "path"), ABOUT_A_POST)
@pytest.mark.parametrize("action", Action)
def test_a_post_on_another_account_reads_as_if_it_were_not_there(api, method, path, action):
    before = state_of(api)
    who = {"subject": MALLORY, "roles": f"[{action}:{YORK}]"}
    hidden, missing = asked(api, method, path, post=api.post, **who), asked(api, method, path, **who)
    assert hidden.status == 404
    assert hidden == missing
    assert state_of(api) == before


MAY = {
    "approve": {"approve"},
    "reject": {"approve"},
    "withdraw": {"withdraw"},
    "deliveries/{account}/retry": {"publish"},
    "deliveries/{account}/confirm": {"publish"},
}


@pytest.mark.parametrize("deed", MAY)
@pytest.mark.parametrize("action", Action)
def test_only_the_right_role_on_the_very_account_gets_past_not_found(api, deed, action):
    reply = asked(
        api,
        "POST",
        f"/v1/posts/{{post}}/{deed}",
        post=api.post,
        subject=BOB,
        roles=f"[{action}:{SELBY} view:{SELBY}]",
    )
    assert (reply.status != 404) == (action in MAY[deed])


def test_nobody_but_the_author_changes_a_post(api):
    before = state_of(api)
    assert asked(api, "PATCH", "/v1/posts/{post}", post=api.post, subject=BOB).status == 404
    assert state_of(api) == before


@pytest.mark.parametrize("action", sorted(set(Action) - {Action.ADMINISTER}))
@pytest.mark.parametrize("path", ["/v1/freeze", "/v1/freeze/lift", "/v1/names/withhold", "/v1/names/restore"])
def test_only_administrators_give_orders(api, path, action):
    before = state_of(api)
    assert asked(api, "POST", path, subject=MALLORY, roles=f"[{action}:*]").status == 404
    assert state_of(api) == before


@pytest.mark.parametrize("account", [None, YORK])
def test_an_administrator_of_one_account_freezes_no_other(api, account):
    reply = api.call("POST", "/v1/freeze", {"account": account}, subject=BOB, roles=f"[administer:{SELBY}]")
    assert reply.status == 404
    assert api.newsroom.freezes.standing == {}


@pytest.mark.parametrize("action", sorted(set(Action) - {Action.PUBLISH, Action.DRAFT}))
def test_whoever_may_not_publish_is_told_of_no_account(action):
    api = Api()
    reply = api.publish(subject=MALLORY, roles=f"[{action}:*]")
    assert (reply.status, reply.codes) == (422, {"account_unknown"})
    assert api.is_untouched


def test_a_list_holds_only_what_one_may_see(api):
    shown = api.call("GET", "/v1/posts", subject=BOB, roles=f"[view:{SELBY}]")
    hidden = api.call("GET", "/v1/posts", subject=BOB, roles=f"[view:{YORK}]")
    assert [each["post"]["id"] for each in shown.body["posts"]] == [api.post]
    assert hidden.body["posts"] == []
    assert api.call("GET", "/v1/freeze", subject=BOB, roles=f"[view:{SELBY}]").body == {"freezes": []}


def test_a_draft_waits_for_somebody_else():
    api = Api()
    reply = api.publish(roles=f"[draft:{SELBY}]")
    assert (reply.status, reply.body["post"]["state"]) == (202, "awaiting_approval")
    assert api.newsroom.requests.asked == []


def test_one_sets_a_freeze_and_another_lifts_it(api):
    frozen = api.call("POST", "/v1/freeze", {"account": None, "reason": "A critical incident."}, subject=BOB)
    assert (frozen.status, frozen.body["freeze"]["by"]) == (200, BOB)
    held = api.publish(key="key-3", accounts=[CAREFUL], text="Later.")
    assert held.status == 202
    assert api.call("POST", "/v1/freeze/lift", {"account": None}, subject=BOB).codes == {"same_person"}
    assert api.call("POST", "/v1/freeze/lift", {"account": None}).body == {"freezes": []}
    assert api.call("POST", "/v1/freeze/lift", {"account": None}).codes == {"not_frozen"}


def test_officers_withhold_their_own_name_and_only_another_restores_it(api):
    withheld = api.call("POST", "/v1/names/withhold", {"subject": JANE}, roles=f"[draft:{SELBY}]")
    assert withheld.status == 200
    assert [each["post"] for each in withheld.body["unsigned"]] == [api.post]
    assert api.publish(key="key-4", attribution="full", text="Signed again.").codes == {"attribution"}
    assert api.call("POST", "/v1/names/restore", {"subject": JANE}).status == 404
    restored = api.call("POST", "/v1/names/restore", {"subject": JANE}, subject=BOB)
    assert restored.body == {"subject": JANE, "withheld": False}
