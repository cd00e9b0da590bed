"""What the HTTP interfaces share: routes, the checks before them, problem documents and HTML pages."""
