"""Guards gaps/http_api.py and gaps/authorizers.py."""

import urllib3


def ask(aws, method, path):
    return urllib3.request(method, aws.outputs["Api"] + path, retries=False)


def test_the_address_of_an_api_is_one_that_every_browser_resolves(aws):
    assert aws.outputs["Api"].startswith(f"{aws.settings.endpoint}/")


def test_a_route_of_the_body_reaches_its_function(aws):
    answer = ask(aws, "GET", "/a/token")

    assert (answer.status, answer.data) == (200, b"/a/token GET")


def test_two_methods_of_one_path_are_two_routes(aws):
    assert ask(aws, "POST", "/a/token").data == b"/a/token POST"
    assert ask(aws, "PUT", "/a/token").status == 404


def test_a_route_under_the_default_authorizer_refuses_a_caller_without_a_token(aws):
    assert ask(aws, "GET", "/desk").status == 401


def test_a_route_for_signed_calls_refuses_an_unsigned_one(aws):
    assert ask(aws, "GET", "/signed").status == 403
