"""What earlier runs worked out, in the user's cache folder: texts only, never needed, safe to delete."""
