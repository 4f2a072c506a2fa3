"""The addresses of pages, as browsers state them in the Origin header."""

from __future__ import annotations

from urllib.parse import urlsplit

from worker.errors import ConfigurationError

_USUAL_PORTS = {"http": 80, "https": 443}


def exact_origin(text: str) -> str:
    """The origin as browsers write it: in lower case, and without the port that goes without saying.

    Raises:
        ConfigurationError: it is none, or could be many.
    """
    if "*" in text:
        raise ConfigurationError(
            f"The origin {text!r} is not exact: it would let in pages of others. Name each address of yours."
        )
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise _no_origin(text) from None
    if parts.scheme not in _USUAL_PORTS or not host:
        raise ConfigurationError(
            f"The origin {text!r} lacks its scheme: write https:// before the host, as in {_EXAMPLE}."
        )
    written = f"{parts.scheme}://{parts.netloc}"
    if text.lower() != written.lower() or "@" in parts.netloc or not text.isascii() or text.split() != [text]:
        raise _no_origin(text)
    host = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{host}" + (f":{port}" if port and port != _USUAL_PORTS[parts.scheme] else "")


_EXAMPLE = "https://reports.example.com"


def _no_origin(text: str) -> ConfigurationError:
    return ConfigurationError(
        f"The origin {text!r} has more than scheme, host and port: write it like {_EXAMPLE}, without a path."
    )
