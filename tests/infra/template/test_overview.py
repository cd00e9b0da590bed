"""No permission and no trigger changes unseen: overview.txt changes with it, and a reviewer reads that."""

from pathlib import Path

from tests.infra.template.overview import overview
from tests.infra.template.stack import functions, of_type, roles, statements

WRITTEN = Path(__file__).with_name("overview.txt")


def test_every_function_has_the_permissions_and_triggers_that_the_overview_shows():
    assert overview().splitlines() == WRITTEN.read_text().splitlines()


def test_the_overview_leaves_no_statement_and_no_trigger_out():
    lines = overview().splitlines()
    held = [each for name in functions() for each in statements(roles()[f"{name}Role"])]
    triggers = [
        each
        for kind in (
            "AWS::Scheduler::Schedule",
            "AWS::Lambda::EventSourceMapping",
            "AWS::SNS::Subscription",
            "AWS::Logs::SubscriptionFilter",
        )
        for each in of_type(kind)
    ]
    (api,) = of_type("AWS::ApiGatewayV2::Api").values()
    routes = [method for operations in api["Properties"]["Body"]["paths"].values() for method in operations]
    assert len([line for line in lines if line.startswith("  may ")]) == len(held)
    assert len([line for line in lines if line.startswith("  started by ")]) == len(triggers) + len(routes)
