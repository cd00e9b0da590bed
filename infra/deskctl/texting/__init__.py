"""How an AWS account is set up for texts: one module for each provider, and what keeps a text from arriving."""
