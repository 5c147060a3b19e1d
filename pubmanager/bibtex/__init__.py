"""BibTeX text to entries with places, and entries to resolved entries."""
