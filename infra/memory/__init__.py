"""The ports as stores in memory, fast enough for a month. They pass the contract tests of the DynamoDB stores."""
