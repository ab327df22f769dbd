"""Synthetic files in exactly the columns of publishers' files, at any size.

    python -m benchmarks.synthetic SOURCE --rows N --seed S FOLDER

Nothing in them is true: every name, number and amount is drawn from a seed, and the
same seed writes the same bytes. They exist to measure loading at full size, and to
break it; no file of theirs is ever data. Their names begin with "synthetic-", so that
none is taken for a publisher's whole, or takes the place of one.
"""
