"""What oversight asks AWS: metrics, queues and the settings of the account."""
