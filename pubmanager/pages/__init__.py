"""Pages: regions, checksums, whole-file outputs and writing without losing anything."""
