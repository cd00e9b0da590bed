"""`watchdesk watch` and `gaps`: until when everything was read, and when it was not."""
