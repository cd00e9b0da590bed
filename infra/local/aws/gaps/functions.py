"""Gap: the template's reserved concurrency, dead-letter target and encryption key of a function are dropped.

The emulator honours all three once they are in its own record of the function.
"""

from ministack.services import lambda_svc

from infra.local.aws.gaps.provisioning import Properties, after_provisioning


def fill() -> None:
    """Apply these properties to every function that is created or updated."""
    after_provisioning("AWS::Lambda::Function", _complete)


def _complete(name: str, properties: Properties) -> None:
    function = lambda_svc._functions[name]
    reserved = properties.get("ReservedConcurrentExecutions")
    function["concurrency"] = None if reserved is None else int(reserved)
    for given, kept in (("DeadLetterConfig", "DeadLetterConfig"), ("KmsKeyArn", "KMSKeyArn")):
        if properties.get(given):
            function["config"][kept] = properties[given]
        else:
            function["config"].pop(kept, None)
