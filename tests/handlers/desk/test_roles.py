"""Every route of the desk, asked by everybody who may not: nobody learns anything, and nothing is done or told."""

import json
from pathlib import Path

import pytest

from tests.builders import SELBY
from tests.handlers.api import http_event
from tests.handlers.desk_api import DeskApi
from tests.worlds.desk import MALLORY, PC, WORDS, YORK
from watchdesk.core.account import Surface
from watchdesk.core.message import MessageKey
from watchdesk.core.principal import MAY_READ_MESSAGES, MAY_SEE_ALERTS, Action
from watchdesk.desk.http.message_addresses import id_of

DESCRIBED = json.loads(Path("docs/openapi.json").read_text())
ROUTES = sorted(
    (method.upper(), path)
    for path, operations in DESCRIBED["paths"].items()
    if path.startswith(("/v1/messages", "/v1/alerts"))
    for method in operations
)
ABOUT_ONE = [(method, path) for method, path in ROUTES if "{" in path]
LISTS = [(method, path) for method, path in ROUTES if "{" not in path]
BODIES = {"/v1/messages/{message}/dispose": {"outcome": "spam", "reason": "An advertisement."}}
MAY = {
    "/v1/messages/{message}": MAY_READ_MESSAGES,
    "/v1/messages/{message}/claim": {Action.CLAIM, Action.SUPERVISE},
    "/v1/messages/{message}/release": {Action.CLAIM, Action.SUPERVISE},
    "/v1/messages/{message}/dispose": {Action.DISPOSE},
    "/v1/alerts/{alert}": MAY_SEE_ALERTS,
    "/v1/alerts/{alert}/acknowledge": {Action.ACKNOWLEDGE},
}
NOWHERE = MessageKey(SELBY, Surface.MENTION, "none")


@pytest.fixture
def api():
    """With a message that an alert looks after."""
    made = DeskApi()
    made.key = made.room.receives(text=WORDS, minutes=5)
    made.room.clock.advance(minutes=6)
    made.alert = made.room.raises_alert(made.key)
    return made


def asked(api, method, path, *, is_there=True, **who):
    message, alert = (id_of(api.key), api.alert.id) if is_there else (id_of(NOWHERE), "A000000009")
    return api.call(method, path.replace("{message}", message).replace("{alert}", alert), BODIES.get(path), **who)


def state_of(api):
    room = api.room
    return room.status(api.key), room.alerts.stored[api.alert.id].alert, list(room.trail.deeds)


def test_every_route_is_asked_here():
    assert len(ROUTES) == 8
    assert set(MAY) == {path for _, path in ABOUT_ONE}


@pytest.mark.parametrize(("method", "path"), ROUTES)
@pytest.mark.parametrize(
    "claims",
    [None, {}, {"sub": ""}, {"sub": "a\nb"}, {"sub": 7}, {"roles": "[supervise:*]"}, {"sub": "x" * 256}],
)
def test_whoever_is_nobody_is_turned_away(api, method, path, claims):
    before = state_of(api)
    event = http_event(method, path.replace("{message}", id_of(api.key)), BODIES.get(path))
    event["requestContext"]["authorizer"] = None if claims is None else {"jwt": {"claims": claims}}
    reply = api.answers(event)
    assert (reply.status, reply.kind) == (401, "no-identity")
    assert state_of(api) == before


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_claims_are_never_taken_from_what_a_caller_writes(api, method, path):
    event = http_event(method, path, BODIES.get(path), query="roles=supervise:*")
    event["headers"] |= {"authorization": "Bearer e30.e30.", "x-amzn-oidc-identity": PC, "sub": PC}
    del event["requestContext"]["authorizer"]
    assert api.answers(event).status == 401


@pytest.mark.parametrize(("method", "path"), ROUTES)
@pytest.mark.parametrize("roles", [None, "", "[]", "[claim]", "[root:*]", "[VIEW:*]", "view", "[dispose:]"])
def test_whoever_has_no_role_is_told_so_and_no_more(api, method, path, roles):
    before = state_of(api)
    reply = asked(api, method, path, subject=MALLORY, roles=roles)
    assert (reply.status, reply.kind) == (403, "no-role")
    assert state_of(api) == before


@pytest.mark.parametrize(("method", "path"), ABOUT_ONE)
@pytest.mark.parametrize("action", Action)
def test_what_is_on_another_account_reads_as_if_it_were_not_there(api, method, path, action):
    before = state_of(api)
    who = {"subject": MALLORY, "roles": f"[{action}:{YORK}]"}
    hidden, missing = asked(api, method, path, **who), asked(api, method, path, is_there=False, **who)
    assert hidden.status == 404
    assert hidden == missing
    assert state_of(api) == before


@pytest.mark.parametrize(("method", "path"), ABOUT_ONE)
@pytest.mark.parametrize("action", Action)
def test_only_the_right_role_on_the_very_account_gets_past_not_found(api, method, path, action):
    before = state_of(api)
    reply = asked(api, method, path, roles=f"[{action}:{SELBY}]")
    if action in MAY[path]:
        assert reply.status == 200
    else:
        assert (reply.status, state_of(api)) == (404, before)
        assert reply == asked(api, method, path, is_there=False, roles=f"[{action}:{SELBY}]")


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("query", ["", "q=zwyntoll", f"account={SELBY}", "state=unread", "state=disposed"])
def test_a_list_of_messages_holds_only_what_one_may_read(api, action, query):
    api.room.receives("yorks", account=YORK)
    shown = api.call("GET", "/v1/messages", query=query, subject=MALLORY, roles=f"[{action}:{YORK}]")
    accounts = {each["account"] for each in shown.body["messages"]}
    assert accounts <= ({YORK} if action in MAY_READ_MESSAGES else set())
    assert "zwyntoll" not in str(shown.body)


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("query", ["", "state=open", f"account={SELBY}", "state=resolved"])
def test_a_list_of_alerts_holds_only_what_one_may_watch(api, action, query):
    shown = api.call("GET", "/v1/alerts", query=query, subject=MALLORY, roles=f"[{action}:{YORK}]")
    assert shown.body == {"alerts": []}


def test_lists_are_for_whoever_has_a_role_and_show_nothing_of_other_accounts():
    api = DeskApi()
    for method, path in LISTS:
        reply = api.call(method, path, roles=f"[publish:{YORK}]")
        assert (reply.status, next(iter(reply.body.values()))) == (200, [])
