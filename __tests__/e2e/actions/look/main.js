// All there is to do is in the post step.
