"""The Protocols by which alerting reaches its stores and channels."""
