"""The images of posts in S3."""
