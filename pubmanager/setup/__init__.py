"""What a new site needs: looks at a folder and proposes ``pubs.toml`` and empty regions."""
