"""The command line and the composition root: the only room that sees every other room."""
