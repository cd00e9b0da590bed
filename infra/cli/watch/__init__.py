"""`watchdesk watch` and `gaps`: until when everything has been seen."""
