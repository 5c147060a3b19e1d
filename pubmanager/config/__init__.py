"""``pubs.toml``: what the owner says about their bibliography, their pages and their taste."""
