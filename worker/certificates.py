"""Certificates that are not trusted, which no waiting mends."""

from __future__ import annotations

import ssl

from worker.errors import ConfigurationError

_MOST_WRAPPERS = 100
_WRAPPED = ("certificate_error", "reason")  # in aiohttp's and urllib3's errors


def untrusted(error: BaseException | None) -> str | None:
    """Why a server's certificate is not trusted, in OpenSSL's words; None if that is not the trouble.

    Clients wrap the error in their own, as a cause, a context or an argument.
    """
    seen: list[object] = [error]
    for each in seen:
        if isinstance(each, ssl.SSLCertVerificationError) and (why := getattr(each, "verify_message", None)):
            return str(why).rstrip(".")
        if isinstance(each, BaseException) and len(seen) < _MOST_WRAPPERS:
            wrapped = (getattr(each, name, None) for name in _WRAPPED)
            seen += [each.__cause__, each.__context__, *wrapped, *each.args]
            seen.append(getattr(each, "kwargs", {}).get("error"))
    return None


def distrust(error: BaseException | None, server: str, setting: str) -> ConfigurationError | None:
    """The sentence for the operator if this failed because of a certificate.

    Args:
        error: what the client raised.
        server: whose certificate it is.
        setting: the one that names a file of authorities.
    """
    why = untrusted(error)
    if why is None:
        return None
    return ConfigurationError(
        f"The certificate of {server} is not trusted ({why}): name the file of its authority in {setting}."
    )


def s3_distrust(error: BaseException | None) -> ConfigurationError | None:
    """The same of the storage."""
    return distrust(error, "the storage", "AUDIENCE_S3_CA")
