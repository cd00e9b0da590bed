"""Which account a stack texts by, from what the stack tells of itself."""

from collections.abc import Mapping

from infra.cli.sms.account_status import MakeClient, NoSmsAccount, SmsAccountSetup
from infra.cli.sms.end_user_messaging import EndUserMessagingSetup
from infra.cli.sms.sns import SnsSetup
from watchdesk.alerting.channels.end_user_messaging_sms import SERVICE
from watchdesk.oversight.aws.end_user_messaging_account import EndUserMessagingAccount
from watchdesk.oversight.aws.sns_account import SnsSmsAccount


def texting_account(outputs: Mapping[str, str], client: MakeClient) -> SmsAccountSetup:
    match outputs.get("SmsProvider", "sns"):
        case "none":
            return NoSmsAccount()
        case "eum":
            eum = client(SERVICE)
            return EndUserMessagingSetup(
                client=eum,
                account=EndUserMessagingAccount(eum, client("cloudwatch")),
                origin=outputs["SmsOriginationIdentity"],
                answers_topic=outputs["InboundTextsTopicArn"],
            )
    sns = client("sns")
    return SnsSetup(
        client=sns,
        account=SnsSmsAccount(sns, client("cloudwatch")),
        reports_role=outputs.get("TextReportsRoleArn"),
    )
