"""An officer of the local stack: a user of its own pool, with roles, and the token that says so."""

from dataclasses import dataclass
from secrets import token_urlsafe

from infra.local.up.clients import LocalAwsClients
from watchdesk.core.principal import Subject

USERNAME = "jane"
ROLES = (
    *("publish:*", "approve:*", "withdraw:*", "view:*", "administer:*"),
    *("claim:*", "dispose:*", "acknowledge:*", "supervise:*"),
)
"""Each a group of the pool."""


@dataclass(frozen=True, slots=True)
class OfficerSession:
    subject: Subject
    token: str
    """Good for an hour."""


def sign_in(clients: LocalAwsClients, pool: str, client_id: str) -> OfficerSession:
    """Make the user or find it, with a password that nobody keeps, and sign in."""
    users, password = clients.users, f"{token_urlsafe(24)}aA1!"
    try:
        users.admin_create_user(
            UserPoolId=pool, Username=USERNAME, TemporaryPassword=password, MessageAction="SUPPRESS"
        )
    except users.exceptions.UsernameExistsException:
        """Kept from an earlier start."""
    users.admin_set_user_password(UserPoolId=pool, Username=USERNAME, Password=password, Permanent=True)
    for role in ROLES:
        try:
            users.create_group(UserPoolId=pool, GroupName=role)
        except users.exceptions.GroupExistsException:
            """Kept from an earlier start."""
        users.admin_add_user_to_group(UserPoolId=pool, Username=USERNAME, GroupName=role)
    given = users.initiate_auth(
        ClientId=client_id,
        AuthFlow="USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": USERNAME, "PASSWORD": password},
    )
    found = users.admin_get_user(UserPoolId=pool, Username=USERNAME)["UserAttributes"]
    subject = next(each["Value"] for each in found if each["Name"] == "sub")
    return OfficerSession(Subject(subject), given["AuthenticationResult"]["IdToken"])
