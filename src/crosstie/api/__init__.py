"""The public face in Python: the words of the command line as functions."""
