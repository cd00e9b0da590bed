"""Which account a stack texts by, from what the stack tells of itself."""

from collections.abc import Mapping

from infra.deskctl.texting.end_user_messaging import EndUserMessaging
from infra.deskctl.texting.sns import SnsAccount
from infra.deskctl.texting.standing import Client, NoAccount, TextingAccount
from watchdesk.adapters.end_user_messaging import SERVICE
from watchdesk.adapters.end_user_messaging_account import EndUserMessagingAccount
from watchdesk.adapters.sms_account import SnsSmsAccount


def texting_account(outputs: Mapping[str, str], client: Client) -> TextingAccount:
    match outputs.get("SmsProvider", "sns"):
        case "none":
            return NoAccount()
        case "eum":
            eum = client(SERVICE)
            return EndUserMessaging(
                client=eum,
                account=EndUserMessagingAccount(eum, client("cloudwatch")),
                origin=outputs["SmsOriginationIdentity"],
                answers_topic=outputs["InboundTextsTopicArn"],
            )
    sns = client("sns")
    return SnsAccount(
        client=sns,
        account=SnsSmsAccount(sns, client("cloudwatch")),
        reports_role=outputs.get("TextReportsRoleArn"),
    )
