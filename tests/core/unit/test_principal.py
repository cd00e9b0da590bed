import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchdesk.core.account import AccountId
from watchdesk.core.principal import ALL_ACCOUNTS, Action, from_claims

SELBY, YORK = AccountId("selby-bluesky"), AccountId("york-mastodon")


def roles(*words):
    principal = from_claims({"sub": "jane", "roles": list(words)})
    assert principal is not None
    return principal


def test_a_role_grants_its_action_on_its_account_and_nothing_else():
    jane = roles("publish:selby-bluesky")
    assert jane.may(Action.PUBLISH, SELBY)
    assert not jane.may(Action.PUBLISH, YORK)
    assert not any(jane.may(action, SELBY) for action in Action if action is not Action.PUBLISH)


def test_a_star_grants_its_action_on_every_account_even_one_added_tomorrow():
    jane = roles("approve:*")
    assert jane.may_on_all(Action.APPROVE, [SELBY, YORK, AccountId("new-one")])
    assert jane.may_everywhere(Action.APPROVE)


def test_a_role_on_each_account_is_not_a_role_everywhere():
    jane = roles("administer:selby-bluesky", "administer:york-mastodon")
    assert jane.may_on_all(Action.ADMINISTER, [SELBY, YORK])
    assert not jane.may_everywhere(Action.ADMINISTER)


def test_roles_for_one_account_and_for_all_add_up():
    jane = roles("view:*", "publish:selby-bluesky", "reply:selby-bluesky")
    assert jane.actions_on(SELBY) == {Action.VIEW, Action.PUBLISH, Action.REPLY}
    assert jane.actions_on(YORK) == {Action.VIEW}


@pytest.mark.parametrize(
    "claims",
    [
        {"roles": ["publish:selby-bluesky", "view:*"]},
        {"cognito:groups": ["publish:selby-bluesky", "view:*"]},
        {"roles": ["publish:selby-bluesky"], "cognito:groups": ["view:*"]},
        {"cognito:groups": "[publish:selby-bluesky view:*]"},
        {"cognito:groups": "publish:selby-bluesky,view:*"},
        {"roles": "[view:* publish:selby-bluesky everyone]"},
    ],
)
def test_both_providers_lists_are_read_also_as_an_http_api_hands_them_on(claims):
    principal = from_claims({"sub": "jane"} | claims)
    assert principal is not None
    assert principal.roles == {SELBY: {Action.PUBLISH}, ALL_ACCOUNTS: {Action.VIEW}}


@pytest.mark.parametrize(
    "word",
    [
        "publish",
        "publish:",
        ":selby-bluesky",
        "PUBLISH:selby-bluesky",
        "publish:Selby-Bluesky",
        "publish:selby-bluesky ",
        " publish:selby-bluesky",
        "publish:selby-bluesky\n",
        "publish:selby-bluesky:approve",
        "publish:*-bluesky",
        "publish:**",
        "publish:-selby",
        "delete:*",
        "xpublish:*",
        "publish;*",
        "",
    ],
)
def test_what_reads_otherwise_grants_nothing(word):
    assert roles(word).roles == {}


@pytest.mark.parametrize(
    "claim", [None, 7, True, {"publish:*": "publish:*"}, [7, None, ["publish:*"]], b"publish:*"]
)
def test_a_claim_of_another_shape_grants_nothing(claim):
    principal = from_claims({"sub": "jane", "roles": claim})
    assert principal is not None
    assert principal.roles == {}


def test_group_names_that_anybody_in_the_directory_may_choose_grant_nothing():
    principal = from_claims(
        {"sub": "jane", "groups": ["publish:*"], "scope": "publish:*", "custom:roles": "publish:*"}
    )
    assert principal is not None
    assert principal.roles == {}


@pytest.mark.parametrize("subject", [None, "", 7, "a" * 256, "jane\nbob", "\ud800"])
def test_a_token_without_a_subject_that_could_be_kept_is_nobody(subject):
    assert from_claims({"sub": subject, "roles": ["publish:*"]}) is None


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(["sub", "roles", "cognito:groups", "groups", "other"]), values))
def test_whatever_a_token_claims_only_written_out_roles_are_granted(claims):
    principal = from_claims(claims)
    if principal is not None:
        written = str(claims)
        assert all(
            f"{action}:{account}" in written for account, each in principal.roles.items() for action in each
        )
