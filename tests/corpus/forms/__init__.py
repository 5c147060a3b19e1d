"""Which settings give the forms of real pages: every box and list entry as a skeleton, and the settings that match it."""
