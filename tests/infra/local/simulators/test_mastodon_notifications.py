"""Notifications on the simulated Mastodon: the policy, edits, deletions, and who may see a status."""

import pytest

from tests.infra.local.simulators.clients import Mastodon


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ({}, ["follow", "favourite", "mention"]),
        ({"types[]": ["mention", "follow"]}, ["follow", "mention"]),
        ({"exclude_types[]": "favourite"}, ["follow", "mention"]),
        ({"account_id": "none"}, []),
    ],
)
def test_notifications_are_chosen_by_type_and_sender(mastodon, query, kinds):
    ana = mastodon.network.public("ana")
    own = mastodon.call("POST", "/api/v1/statuses", json={"status": "ours"}).json["id"]
    ana.mentions("police", "hello")
    ana.likes(own)
    ana.follows("police")

    assert [row["type"] for row in mastodon.get("/api/v1/notifications", query).json] == kinds


def test_a_strangers_private_mention_is_held_back_until_asked_for_or_allowed(mastodon):
    mastodon.network.public("ana").messages("police", "please keep this private")

    assert mastodon.ids() == []
    [row] = mastodon.get("/api/v1/notifications", {"include_filtered": "true"}).json
    assert (row["filtered"], row["status"]["visibility"]) == (True, "direct")
    [request] = mastodon.get("/api/v1/notifications/requests").json
    assert request["notifications_count"] == "1"
    mastodon.call("POST", f"/api/v1/notifications/requests/{request['id']}/accept")
    assert mastodon.ids() == [row["id"]]
    mastodon.network.public("ana").messages("police", "and this")
    assert len(mastodon.ids()) == 2


def test_a_private_answer_to_our_own_message_is_not_held_back(mastodon):
    ana = mastodon.network.public("ana")
    first = ana.messages("police", "hello")
    body = {"status": "@ana@mastodon.example yes?", "in_reply_to_id": first, "visibility": "direct"}
    ours = mastodon.call("POST", "/api/v1/statuses", json=body).json["id"]
    ana.replies(ours, "it is about my bike")

    assert len(mastodon.ids()) == 1


@pytest.mark.parametrize(("choice", "shown", "kept"), [("accept", 1, 1), ("filter", 0, 1), ("drop", 0, 0)])
def test_the_policy_can_be_changed_and_drop_loses_what_comes(mastodon, choice, shown, kept):
    changed = mastodon.call("PATCH", "/api/v2/notifications/policy", data={"for_private_mentions": choice})
    mastodon.network.public("ana").messages("police", "psst")

    assert changed.json["for_private_mentions"] == choice
    assert (len(mastodon.ids()), len(mastodon.ids(include_filtered="true"))) == (shown, kept)


def test_to_drop_outweighs_to_filter(mastodon):
    mastodon.network.find_account("police").policy["for_not_following"] = "drop"
    mastodon.network.public("ana").messages("police", "psst")

    assert mastodon.ids(include_filtered="true") == []


def test_an_unknown_policy_is_refused(mastodon):
    assert mastodon.call("PATCH", "/api/v2/notifications/policy", data={"for_bots": "maybe"}).status_code == 422


@pytest.mark.parametrize("trait", ["limited", "bot", "new"])
def test_policies_look_at_who_is_writing(mastodon, trait):
    gaz = mastodon.network.public("gaz")
    mastodon.network.find_account("police").policy |= {"for_bots": "filter", "for_new_accounts": "filter"}
    if trait == "new":
        gaz.account.created_at = mastodon.clock()
    else:
        setattr(gaz.account, trait, True)
    gaz.mentions("police", "hello")

    assert mastodon.ids() == []
    assert len(mastodon.ids(include_filtered="true")) == 1


def test_a_deleted_post_takes_its_notification_and_an_edit_makes_none(mastodon):
    ana = mastodon.network.public("ana")
    gone, kept = ana.mentions("police", "a slip"), ana.mentions("police", "stays")
    ana.deletes(gone)
    ana.edits(kept, "stays, edited")

    [row] = mastodon.get("/api/v1/notifications").json

    assert row["status"]["id"] == kept
    assert row["status"]["edited_at"]
    assert "stays, edited" in row["status"]["content"]


@pytest.mark.parametrize(("idempotent", "statuses"), [(True, 1), (False, 2)])
def test_an_idempotency_key_is_heeded_where_the_server_heeds_it(clock, idempotent, statuses):
    server = Mastodon(clock, idempotent=idempotent)
    options = {"json": {"status": "once"}, "headers": {"Idempotency-Key": "k"}}
    ids = {server.call("POST", "/api/v1/statuses", **options).json["id"] for _ in range(2)}

    assert len(ids) == statuses
    clock.passes(minutes=61)
    assert server.call("POST", "/api/v1/statuses", **options).json["id"] not in ids


def test_what_the_public_types_is_text_and_never_markup(mastodon):
    text = '<script>alert(1)</script> @nobody "x" & https://a.example/?b=<i>'
    mastodon.network.public("ana").mentions("police", text)

    content = mastodon.get("/api/v1/notifications").json[0]["status"]["content"]

    assert "<script" not in content
    assert "&lt;script&gt;alert(1)&lt;/script&gt; @nobody" in content


def test_an_unread_count_begins_after_the_marker(mastodon):
    for number in range(3):
        mastodon.network.public("ana").mentions("police", f"number {number}")
    oldest = mastodon.ids()[-1]
    mastodon.call("POST", "/api/v1/markers", data={"notifications[last_read_id]": oldest})

    assert mastodon.get("/api/v1/notifications/unread_count").json == {"count": 2}


def test_an_own_status_can_be_edited_and_anothers_cannot(mastodon):
    own = mastodon.call("POST", "/api/v1/statuses", json={"status": "ours"}).json["id"]
    theirs = mastodon.network.public("ana").posts("theirs")

    assert "better" in mastodon.call("PUT", f"/api/v1/statuses/{own}", json={"status": "better"}).json["content"]
    assert len(mastodon.get(f"/api/v1/statuses/{own}/history").json) == 2
    assert mastodon.call("PUT", f"/api/v1/statuses/{theirs}", json={"status": "x"}).status_code == 404
    assert mastodon.call("DELETE", f"/api/v1/statuses/{theirs}").status_code == 404
    account = mastodon.account["id"]
    assert [row["id"] for row in mastodon.get(f"/api/v1/accounts/{account}/statuses").json] == [own]


def test_a_private_status_is_hidden_from_all_but_its_party(mastodon):
    direct = mastodon.network.public("ana").messages("police", "psst")

    assert mastodon.get(f"/api/v1/statuses/{direct}").status_code == 200
    mastodon.token = mastodon.network.add_account("district")["access_token"]
    assert mastodon.get(f"/api/v1/statuses/{direct}").status_code == 404
    assert mastodon.client.get(f"/api/v1/statuses/{direct}").status_code == 404


@pytest.mark.parametrize(("acct", "status"), [("police", 200), ("ana@mastodon.example", 200), ("nobody", 404)])
def test_an_account_is_looked_up_by_its_address(mastodon, acct, status):
    mastodon.network.public("ana")

    assert mastodon.get("/api/v1/accounts/lookup", {"acct": acct}).status_code == status


def test_an_older_instance_route_tells_the_limit_too(mastodon):
    assert mastodon.get("/api/v1/instance").json["configuration"]["statuses"]["max_characters"] == 500
