"""Guards gaps/runtime.py and environment.py: a function sees what it would see on AWS."""

import pytest

from infra.local.aws.environment import client_environment


@pytest.mark.parametrize("package", ["boto3", "urllib3", "json"])
def test_a_function_sees_what_the_managed_runtime_carries(aws, package):
    assert aws.invoke("Surroundings", {"package": package})[1]["found"]


@pytest.mark.parametrize("package", ["yaml", "watchdesk", "pydantic", "ministack"])
def test_a_function_does_not_see_a_package_that_is_not_in_its_zip(aws, package):
    assert not aws.invoke("Surroundings", {"package": package})[1]["found"]


def test_a_function_does_not_inherit_the_settings_of_whoever_started_the_local_aws(aws):
    environment = aws.invoke("Surroundings", {"package": "json"})[1]["environment"]

    assert "STRAY_TOKEN" not in environment
    assert environment["AWS_ENDPOINT_URL"] == aws.settings.endpoint
    assert environment["AWS_REGION"] == "eu-west-2"


def test_a_client_of_the_local_aws_keeps_nothing_of_a_real_account(aws):
    inherited = {"PATH": "/bin", "AWS_PROFILE": "live", "AWS_SESSION_TOKEN": "real", "AWS_ACCESS_KEY_ID": "real"}

    environment = client_environment(aws.settings, inherited)

    assert environment["PATH"] == "/bin"
    assert environment["AWS_ENDPOINT_URL"] == aws.settings.endpoint
    assert "real" not in environment.values()
    assert "AWS_PROFILE" not in environment
