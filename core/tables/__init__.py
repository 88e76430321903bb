"""What settings.toml may say, a table a file; `core.settings` puts them together."""
