"""A language server: findings as you type, their fixes, what is understood of an entry, and completion."""
