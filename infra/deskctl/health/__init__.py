"""What `watchdesk doctor` looks at: all that the audit does, and what only an operator can see."""
