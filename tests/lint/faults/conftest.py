"""The table of faults registers itself once; collecting its modules for doctests would do it again."""

collect_ignore_glob = ["[!c]*.py", "clean.py"]
