"""Publishing: takes posts from officers, has them approved and delivers them to the platforms."""
