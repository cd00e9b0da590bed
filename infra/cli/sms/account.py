"""Which account a stack texts by, from what the stack tells of itself."""

from collections.abc import Mapping

from infra.cli.sms.account_status import Client, NoAccount, TextingAccount
from infra.cli.sms.end_user_messaging import EndUserMessaging
from infra.cli.sms.sns import SnsAccount
from watchdesk.alerting.channels.end_user_messaging_sms import SERVICE
from watchdesk.oversight.aws.end_user_messaging_account import EndUserMessagingAccount
from watchdesk.oversight.aws.sns_account import SnsSmsAccount


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
