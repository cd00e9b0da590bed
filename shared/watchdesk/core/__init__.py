"""What three or more contexts share: accounts, messages, errors, clocks and the HTTP client."""
