"""Sign in an officer of the local stack, who is a user of the stack's own pool and holds every role."""

from dataclasses import dataclass
from secrets import token_urlsafe

from infra.local.up.clients import LocalAwsClients
from watchdesk.core.principal import Subject

USERNAME = "jane"
ROLES = (
    *("publish:*", "approve:*", "withdraw:*", "view:*", "administer:*"),
    *("claim:*", "dispose:*", "acknowledge:*", "supervise:*"),
)
"""Each role is a group of the user pool."""


@dataclass(frozen=True, slots=True)
class OfficerSession:
    """The officer's subject, and the token that the API accepts."""

    subject: Subject
    token: str
    """It is valid for an hour."""


def sign_in(clients: LocalAwsClients, pool: str, client_id: str) -> OfficerSession:
    """Create or find the user, set a new password that is not kept, and sign in."""
    users, password = clients.users, f"{token_urlsafe(24)}aA1!"
    try:
        users.admin_create_user(
            UserPoolId=pool, Username=USERNAME, TemporaryPassword=password, MessageAction="SUPPRESS"
        )
    except users.exceptions.UsernameExistsException:
        """It was kept from an earlier start."""
    users.admin_set_user_password(UserPoolId=pool, Username=USERNAME, Password=password, Permanent=True)
    for role in ROLES:
        try:
            users.create_group(UserPoolId=pool, GroupName=role)
        except users.exceptions.GroupExistsException:
            """It was kept from an earlier start."""
        users.admin_add_user_to_group(UserPoolId=pool, Username=USERNAME, GroupName=role)
    given = users.initiate_auth(
        ClientId=client_id,
        AuthFlow="USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": USERNAME, "PASSWORD": password},
    )
    found = users.admin_get_user(UserPoolId=pool, Username=USERNAME)["UserAttributes"]
    subject = next(attribute["Value"] for attribute in found if attribute["Name"] == "sub")
    return OfficerSession(Subject(subject), given["AuthenticationResult"]["IdToken"])
