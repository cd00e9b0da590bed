"""The steps of publish_post, one module each."""
