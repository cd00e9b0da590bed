"""A text is exactly one part, whatever the data, and says what it must."""

from datetime import timedelta

import gsm0338
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from watchdesk.alerting.domain.alert import CODE_ALPHABET, CODE_LENGTH, Code
from watchdesk.alerting.domain.signed_link import LONGEST_TOKEN, link_url
from watchdesk.alerting.sms.alert_text import AlertTextFacts, check_link_base, compose_alert_text
from watchdesk.alerting.sms.other_alerts import OtherAlert
from watchdesk.core.errors import Defect
from watchdesk.core.message import Urgency
from watchdesk.register.domain.alert_group import AlertGroup

API_GATEWAY = "https://abcdefghij.execute-api.eu-west-2.amazonaws.com"
TOKEN = "0" * 12 + "." + "x" * 22


def facts(**given):
    said = {
        "force": "N Ridings",
        "code": Code("K7MX"),
        "group": AlertGroup.URGENT,
        "account": "Selby Bluesky",
        "counts": {Urgency.URGENT: 3},
        "oldest": timedelta(minutes=45),
        "link": link_url(API_GATEWAY, TOKEN),
    }
    return AlertTextFacts(**said | given)


def test_an_ordinary_text():
    assert compose_alert_text(facts()) == (
        f"N Ridings K7MX: 3 urgent overdue, Selby Bluesky, oldest 45min. {API_GATEWAY}/a/{TOKEN}"
    )


def test_a_summary_of_history_says_that_it_is_history():
    said = facts(group=AlertGroup.HISTORY, counts={Urgency.PRIORITY: 2, Urgency.ROUTINE: 40}, link="")
    assert compose_alert_text(said) == (
        "N Ridings K7MX: 2 priority, 40 routine from before it was watched, Selby Bluesky, oldest 45min."
    )


def test_the_accounts_name_is_cut_first():
    text = compose_alert_text(facts(account="Selby and the villages along the river Ouse on Bluesky"))
    assert "Selby and the" in text
    assert text.endswith(TOKEN)
    assert "K7MX" in text


def test_where_a_name_would_vanish_the_terse_wording_keeps_it():
    base = "https://" + "d" * 60
    text = compose_alert_text(facts(counts={Urgency.URGENT: 12, Urgency.ROUTINE: 4}, link=link_url(base, TOKEN)))
    assert text == f"N Ridings K7MX: 12 urgent of 16 Selby Bluesky 45min {base}/a/{TOKEN}"


@pytest.mark.parametrize(
    ("age", "said"),
    [
        (timedelta(seconds=-5), "0min"),
        (timedelta(minutes=119, seconds=59), "119min"),
        (timedelta(hours=2), "2h"),
        (timedelta(hours=47, minutes=59), "47h"),
        (timedelta(days=2), "2d"),
        (timedelta(days=4000), "999d"),
    ],
)
def test_ages_are_said_as_people_say_them(age, said):
    assert f"oldest {said}." in compose_alert_text(facts(oldest=age, link=""))


@pytest.mark.parametrize(("count", "said"), [(999, "999 urgent"), (1000, "999+ urgent")])
def test_large_counts_are_summarised(count, said):
    assert said in compose_alert_text(facts(counts={Urgency.URGENT: count}))


YORK = OtherAlert(account="York Bluesky", code=Code("7KCD"), group=AlertGroup.URGENT)
MALTON = OtherAlert(account="Malton and Norton Mastodon", code=Code("9PRT"), group=AlertGroup.ROUTINE)
WHITBY = OtherAlert(account="Whitby X", code=Code("CDFH"), group=AlertGroup.ROUTINE)
SHORT = "https://desk.example"


def test_the_other_alerts_are_named_as_far_as_there_is_room():
    assert compose_alert_text(facts(others=[YORK, MALTON], link=link_url(SHORT, TOKEN))) == (
        "N Ridings K7MX: 3 urgent overdue, Selby Bluesky, oldest 45min. "
        f"+2: York Bluesky 7KCD and 1 more. {link_url(SHORT, TOKEN)}"
    )
    assert "+1 urgent, 2 routine: York Bluesky 7KCD, Malton and Nor 9PRT, Whitby X CDFH." in compose_alert_text(
        facts(others=[YORK, MALTON, WHITBY], link="")
    )


def test_where_there_is_no_room_for_names_the_others_are_counted():
    text = compose_alert_text(facts(others=[YORK, MALTON, WHITBY]))
    assert text == (f"N Ridings K7MX: 3 urgent overdue, Selby Bluesky, oldest 45min. +3 {API_GATEWAY}/a/{TOKEN}")


def test_the_account_that_leads_is_named_rather_than_any_other():
    text = compose_alert_text(facts(account="Selby and the villages", others=[YORK] * 1200))
    assert "Selby and the, oldest 45min. +999 http" in text


def test_how_to_answer_by_text_is_told_where_there_is_room():
    assert compose_alert_text(facts(can_reply=True, link=link_url(SHORT, TOKEN))) == (
        "N Ridings K7MX: 3 urgent overdue, Selby Bluesky, oldest 45min. "
        f"Reply K7MX to take it. {link_url(SHORT, TOKEN)}"
    )
    assert "Reply" not in compose_alert_text(facts(can_reply=True))
    assert "Reply K7MX to take all." in compose_alert_text(facts(can_reply=True, others=[YORK], link=""))


def test_a_warning_says_how_long_there_is():
    said = facts(group=AlertGroup.WARNING, counts={Urgency.PRIORITY: 2}, due_in=timedelta(minutes=10), link="")
    assert compose_alert_text(said) == "N Ridings K7MX: 2 priority due in 10min, Selby Bluesky."


@pytest.mark.parametrize(
    ("can_reply", "said"),
    [(True, "Please reply OK or tap:"), (False, "Please tap:")],
)
def test_the_daily_test_says_that_it_is_one_and_names_no_account(can_reply, said):
    text = compose_alert_text(
        facts(group=AlertGroup.DAILY_TEST, account="canary-2026-03-02", counts={}, can_reply=can_reply)
    )
    assert text == f"N Ridings K7MX: this is the daily test. {said} {API_GATEWAY}/a/{TOKEN}"


bases = st.builds(lambda host: f"https://{host}", st.text("abcdefghij.-~0123", min_size=1, max_size=90))
codes = st.text(CODE_ALPHABET, min_size=CODE_LENGTH, max_size=CODE_LENGTH).map(Code)
other_alerts = st.builds(OtherAlert, account=st.text(max_size=40), code=codes, group=st.sampled_from(AlertGroup))
any_facts = st.builds(
    AlertTextFacts,
    force=st.text(max_size=30),
    code=codes,
    group=st.sampled_from(AlertGroup),
    account=st.text(max_size=200),
    counts=st.dictionaries(st.sampled_from(Urgency), st.integers(1, 10**6)),
    oldest=st.timedeltas(),
    due_in=st.timedeltas(),
    others=st.lists(other_alerts, max_size=30),
    can_reply=st.booleans(),
)


@given(said=any_facts, base=bases)
def test_every_text_is_one_part_with_its_code_and_its_whole_link(said, base):
    try:
        check_link_base(base)
    except Defect:
        assume(False)  # noqa: FBT003  hypothesis has no other way of saying it
    link = link_url(base, "x" * LONGEST_TOKEN)
    text = compose_alert_text(
        AlertTextFacts(**{name: getattr(said, name) for name in said.__slots__} | {"link": link})
    )
    assert len(gsm0338.Codec().encode(text)[0]) <= 160
    assert text.endswith(f" {link}")
    assert f"{said.code}:" in text
    assert not said.others or "+" in text.removesuffix(link)


@pytest.mark.parametrize(
    "base",
    [
        API_GATEWAY,
        "http://127.0.0.1:4566/_aws/execute-api/abcdefghij",
        "https://desk.example/prod",
        "https://" + "d" * 62,
    ],
)
def test_a_base_of_seventy_characters_fits(base):
    check_link_base(base)


@pytest.mark.parametrize(
    "base",
    [
        "",
        "desk.example",
        "ftp://desk.example",
        "https://desk.example/",
        "https://desk.example?x=1",
        "https://desk.example#x",
        "https://desk example",
        "https://dŵr.example",
        "https://" + "d" * 90,
        "https://" + "~" * 45,
    ],
)
def test_a_base_that_cannot_carry_every_text_is_refused(base):
    with pytest.raises(Defect):
        check_link_base(base)


def test_a_link_that_leaves_no_room_is_a_defect():
    with pytest.raises(Defect):
        compose_alert_text(facts(link="https://" + "d" * 150))
