"""A month in simulated time, through the same rules that run in the cloud: `watchdesk rehearse`."""
