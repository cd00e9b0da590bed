"""What oversight reads from AWS: metrics, queues and the settings of the account."""
