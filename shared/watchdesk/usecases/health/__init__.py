"""What the auditor looks at, one examination a module. The command line makes the same ones and mends nothing."""
