"""Toolkits for AWS services that several contexts use; nothing here knows a rule of the business."""
