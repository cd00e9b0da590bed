"""Guards gaps/nested_stacks.py and gaps/no_op_resources.py."""

from infra.local.aws.gaps.no_op_resources import NO_OP_TYPES


def test_a_function_of_a_nested_template_with_a_transform_is_deployed(aws):
    assert aws.invoke("Nested", {}) == (None, "from the nested stack")


def test_a_type_that_does_nothing_locally_does_not_stop_the_stack(aws):
    resources = aws.client("cloudformation").describe_stack_resources(StackName="gaps")["StackResources"]

    either = next(resource for resource in resources if resource["LogicalResourceId"] == "Either")
    assert either["ResourceType"] in NO_OP_TYPES
    assert either["ResourceStatus"] == "CREATE_COMPLETE"
