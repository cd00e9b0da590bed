"""The commands of `watchdesk`, one module for each group that an operator looks for together."""
