"""The inbox: polls every account, stores every message and knows every deadline."""
