"""Guards gaps/sms.py."""

import json

GROUP = "sns/eu-west-2/000000000000/DirectPublishToPhoneNumber"
PHONE = "+447700900001"


def test_what_the_account_is_told_is_kept(aws):
    sns = aws.client("sns")
    sns.set_sms_attributes(attributes={"DefaultSMSType": "Transactional", "MonthlySpendLimit": "50"})
    assert sns.get_sms_attributes()["attributes"]["DefaultSMSType"] == "Transactional"
    only = sns.get_sms_attributes(attributes=["MonthlySpendLimit"])
    assert only["attributes"] == {"MonthlySpendLimit": "50"}


def test_the_account_is_out_of_the_sandbox_and_nobody_has_opted_out(aws):
    sns = aws.client("sns")
    assert sns.get_sms_sandbox_account_status()["IsInSandbox"] is False
    assert sns.list_phone_numbers_opted_out()["phoneNumbers"] == []


def test_a_text_is_reported_on_only_once_a_role_to_report_under_is_set(aws, eventually):
    sns, logs = aws.client("sns"), aws.client("logs")
    logs.create_log_group(logGroupName=GROUP)

    def reports():
        return [json.loads(each["message"]) for each in logs.filter_log_events(logGroupName=GROUP)["events"]]

    unreported = sns.publish(PhoneNumber=PHONE, Message="first")["MessageId"]
    sns.set_sms_attributes(attributes={"DeliveryStatusIAMRole": "arn:aws:iam::000000000000:role/reports"})
    reported = sns.publish(PhoneNumber=PHONE, Message="second")["MessageId"]
    (report,) = eventually(reports)
    assert report["notification"]["messageId"] == reported != unreported
    assert (report["status"], report["delivery"]["destination"]) == ("SUCCESS", PHONE)
