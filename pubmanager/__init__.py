"""pubmanager: one BibTeX file becomes everything a homepage says about its owner's publications."""

__version__ = "0.1.0"
