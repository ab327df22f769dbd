"""What a person is asked to decide: the queue, and the session that goes through it."""
