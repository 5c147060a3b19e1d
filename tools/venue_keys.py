"""Writes the folded spellings of venues into ``pubmanager/model/venues.tsv``; ``tests/test_docs.py`` compares."""

from pubmanager.model.venues import TABLE, table_with_keys

if __name__ == "__main__":
    TABLE.write_text(table_with_keys(TABLE.read_text(encoding="utf-8")), encoding="utf-8")
