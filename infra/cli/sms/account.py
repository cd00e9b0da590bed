"""Finds the account that a stack sends texts by, from what the stack says of itself: one line for each channel."""

from collections.abc import Callable, Mapping
from typing import Final

from infra.cli.sms.account_status import MakeClient, NoSmsAccount, SmsAccountSetup
from infra.cli.sms.end_user_messaging import EndUserMessagingSetup
from infra.cli.sms.sns import SnsSetup

Outputs = Mapping[str, str]

SETUPS: Final[Mapping[str, Callable[[Outputs, MakeClient], SmsAccountSetup]]] = {
    "sns": SnsSetup.of_stack,
    "eum": EndUserMessagingSetup.of_stack,
    "none": NoSmsAccount.of_stack,
}
"""By the name of each channel for texts. A test holds these to the registry of channels."""


def texting_account(outputs: Outputs, client: MakeClient) -> SmsAccountSetup:
    return SETUPS[outputs.get("SmsProvider", "sns")](outputs, client)
