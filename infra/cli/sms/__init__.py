"""`watchdesk sms`: how an AWS account is set up for texts, one module for each provider."""
