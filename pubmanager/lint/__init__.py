"""Checks of a bibliography and of the pages made from it."""
