"""Puts each fault of the catalogue into clean entries, one at a time."""
