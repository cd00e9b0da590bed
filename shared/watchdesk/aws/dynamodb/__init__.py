"""The toolkit for DynamoDB: tables, transactions, the item codec and the due index."""
