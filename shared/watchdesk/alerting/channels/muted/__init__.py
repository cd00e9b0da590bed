"""The channel of a stage in maintenance: its policies run, and nobody is texted."""
