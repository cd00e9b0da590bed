"""The ports' stores in memory, fast enough for a month, under the same contract tests as those on DynamoDB."""
