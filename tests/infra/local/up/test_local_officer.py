"""The local officer may publish, and no other user of the machine can read the token."""

import stat
from pathlib import Path
from types import SimpleNamespace

from infra.cli.register.load import load_register
from infra.local.up.clients import LocalAwsClients
from infra.local.up.local_officer import ATTRIBUTION_FORM, LocalOfficer, officer_accounts
from infra.local.up.local_register import with_officer_subject
from infra.local.up.officer_sign_in import ROLES, OfficerSession, sign_in
from watchdesk.core.principal import Subject, from_claims
from watchdesk.register.domain.officer import AttributionForm, render

EXAMPLE = Path(__file__).parents[4] / "examples" / "north-yorkshire.yaml"


class Exists(Exception):
    pass


class Users:
    """A user pool that rejects what exists already, as Cognito does."""

    def __init__(self):
        self.exceptions = SimpleNamespace(UsernameExistsException=Exists, GroupExistsException=Exists)
        self.passwords, self.groups, self.members = {}, set(), set()

    def admin_create_user(self, *, UserPoolId, Username, TemporaryPassword, MessageAction):  # noqa: N803
        assert (UserPoolId, MessageAction) == ("pool", "SUPPRESS")
        if Username in self.passwords:
            raise Exists
        self.passwords[Username] = TemporaryPassword

    def admin_set_user_password(self, *, Username, Password, Permanent, **_):  # noqa: N803
        assert Permanent
        self.passwords[Username] = Password

    def create_group(self, *, GroupName, **_):  # noqa: N803
        if GroupName in self.groups:
            raise Exists
        self.groups.add(GroupName)

    def admin_add_user_to_group(self, *, Username, GroupName, **_):  # noqa: N803
        assert GroupName in self.groups
        self.members.add((Username, GroupName))

    def initiate_auth(self, *, ClientId, AuthFlow, AuthParameters):  # noqa: N803
        assert (ClientId, AuthFlow) == ("desk", "USER_PASSWORD_AUTH")
        assert self.passwords[AuthParameters["USERNAME"]] == AuthParameters["PASSWORD"]
        return {"AuthenticationResult": {"IdToken": "a.b.c"}}

    def admin_get_user(self, **_):
        return {"UserAttributes": [{"Name": "email", "Value": "x"}, {"Name": "sub", "Value": "local-sub"}]}


def test_the_local_officer_holds_every_role_each_time_it_starts():
    users = Users()
    for _ in range(2):
        assert sign_in(LocalAwsClients(None, None, None, None, None, users), "pool", "desk") == OfficerSession(
            "local-sub", "a.b.c"
        )
    assert {role for _, role in users.members} == set(ROLES)


def test_a_password_is_never_used_again():
    users, seen = Users(), set()
    for _ in range(2):
        sign_in(LocalAwsClients(None, None, None, None, None, users), "pool", "desk")
        seen |= set(users.passwords.values())
    assert len(seen) == 2


def test_every_role_of_the_local_officer_counts():
    principal = from_claims({"sub": "local-sub", "cognito:groups": list(ROLES)})
    assert len(principal.actions_on("selby-bluesky")) == len(ROLES)


def test_the_token_is_kept_for_its_owner_alone_and_replaced(tmp_path):
    tokens = iter(["first token", "second"])
    officer = LocalOfficer(
        "http://127.0.0.1:1", tmp_path / "token", lambda: OfficerSession(Subject("jane"), next(tokens))
    )
    assert officer.renew_token() == officer.renew_token() == "jane"
    assert officer.api().token == "second"
    assert stat.S_IMODE((tmp_path / "token").stat().st_mode) == 0o600


def test_the_officer_who_signs_in_may_be_named_as_the_lines_to_copy_say():
    register = load_register(EXAMPLE)
    officer = with_officer_subject(register, Subject("local-sub")).officers[0]
    assert officer.subject == "local-sub"
    assert render(officer, AttributionForm(ATTRIBUTION_FORM)) == "PC Jane Smith, Selby"
    assert [account.id for account in officer_accounts(register.accounts)] == ["selby-bluesky", "selby-mastodon"]
