"""Publications: what entries mean."""
