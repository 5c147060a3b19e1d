"""Lists of publications to text: selection, views, themes and writers."""
