"""Gap: a function's reserved concurrency, dead-letter target and key are dropped from the template.

The emulator honours all three once they stand in its own record of the function.
"""

from ministack.services import lambda_svc

from infra.local.aws.gaps.provisioning import Properties, after_provisioning


def fill() -> None:
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
