"""What the HTTP interfaces share: routing, problem documents, error responses and pages."""
