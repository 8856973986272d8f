// All that is to be seen is seen by the post step.
