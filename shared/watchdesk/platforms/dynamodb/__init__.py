"""The store of the sessions with platforms, in DynamoDB."""
