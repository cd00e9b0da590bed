"""A month in simulated time, through the very rules that run in the cloud: `watchdesk rehearse`."""
