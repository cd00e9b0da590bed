"""Guards gaps/secrets.py."""

import json


def test_the_ref_of_a_secret_is_its_arn(aws):
    assert aws.outputs["Secret"].startswith("arn:aws:secretsmanager:eu-west-2:")


def test_a_function_reads_the_secret_its_policy_names_by_ref(aws):
    assert aws.invoke("Reader", "secret") == (None, 64)


def test_a_generated_secret_holds_no_excluded_character(aws):
    value = aws.client("secretsmanager").get_secret_value(SecretId=aws.outputs["Secret"])["SecretString"]

    assert value.isalnum()


def test_a_generated_secret_is_put_into_its_template(aws):
    value = aws.client("secretsmanager").get_secret_value(SecretId=aws.outputs["Templated"])["SecretString"]

    assert json.loads(value)["user"] == "desk"
    assert json.loads(value)["password"].isalnum()
