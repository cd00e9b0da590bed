"""The channels that reach people. Each folder holds one channel, with the same file names in each."""
