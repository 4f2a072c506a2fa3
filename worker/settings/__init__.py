"""Every knob of the product, read from `AUDIENCE_*` environment variables."""

from worker.settings.environment import (
    EmbeddedServers,
    Settings,
    load_settings,
    parse_settings,
    read_settings,
)

__all__ = ["EmbeddedServers", "Settings", "load_settings", "parse_settings", "read_settings"]
