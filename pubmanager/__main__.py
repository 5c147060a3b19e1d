"""``python -m pubmanager``: the same as ``pubs``."""

from pubmanager.cli import main

main()
