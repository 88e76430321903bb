"""The `skerry` command: names, options and help of every subcommand."""
