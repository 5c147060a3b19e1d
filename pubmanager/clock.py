"""The day, which only commands ask for: what a library returns depends on its inputs alone."""

from __future__ import annotations

import os
from datetime import UTC, datetime


def today() -> str:
    """Returns the day as ``YYYY-MM-DD``; ``SOURCE_DATE_EPOCH`` counts where it is set.

    Source: reproducible-builds.org, SOURCE_DATE_EPOCH.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() else datetime.now(UTC)
    return now.date().isoformat()
