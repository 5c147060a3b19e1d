"""Pasted BibTeX into a ``.bib`` file, in the file's own style and with no other byte changed."""
