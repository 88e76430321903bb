"""What each command does; its name and options stand in `app.cli`."""
