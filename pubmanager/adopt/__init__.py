"""From a page written by hand to a ``.bib``, settings and a page with regions."""
