"""Alerts listed, shown and acknowledged over HTTP."""

import pytest

from tests.worlds.desk import PC, SERGEANT, WORDS


def test_alerts_are_listed_shown_and_acknowledged(api, room):
    key = room.receives(text=WORDS, minutes=5)
    room.clock.advance(minutes=6)
    alert = room.raises_alert(key)
    (line,) = api.call("GET", "/v1/alerts").body["alerts"]
    assert (line["id"], line["code"], line["state"], line["group"]) == (alert.id, alert.code, "open", "routine")
    details = api.call("GET", f"/v1/alerts/{alert.id}").body
    assert [each["key"] for each in details["members"]] == [str(key)]
    assert [each["kind"] for each in details["history"]] == ["opened"]
    assert "zwyntoll" not in str(details)
    first = api.call("POST", f"/v1/alerts/{alert.id}/acknowledge")
    later = api.call("POST", f"/v1/alerts/{alert.id}/acknowledge", subject=SERGEANT)
    assert (first.status, first.body["state"], first.body["acknowledged_by"]) == (200, "acknowledged", PC)
    assert later.body == first.body
    assert api.call("GET", "/v1/alerts", query="state=open").body == {"alerts": []}
    assert room.deeds == [(PC, "acknowledge_alert")]


@pytest.mark.parametrize("query", ["state=over", "since=yesterday", "since=2026-03-02T12:00:00"])
def test_alerts_that_cannot_be_are_refused(api, query):
    assert api.call("GET", "/v1/alerts", query=query).status == 422
