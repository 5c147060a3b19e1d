"""LaTeX text as bibliographies use it, read into inline nodes."""
