"""How ``.bib`` files are written: the style that a file has, and making all of the file follow one."""
