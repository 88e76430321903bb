"""Makes and measures the weights that ship: corpora in, heads, cards and figures out.

Nothing of it runs in the desk. Needs the extra `[train]`, and `[torch]` to tune the encoder.
"""
