"""Files that people edit: TOML and CSV, with the place of every value."""
