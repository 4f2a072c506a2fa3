"""Whom a login lets in, judged by its claims alone: nothing here knows of a page."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from worker.settings import Settings

Claims = Mapping[str, object]

_OWNER_CHARACTERS = 32
# Entra ID never sends the first, and the second only when its optional claims say so.
_PROOFS = ("email_verified", "xms_edov")


def owner_of(claims: Claims) -> str | None:
    """The owner's name in keys: a digest of issuer and subject; None of somebody who is not logged in."""
    issuer, subject = claims.get("iss"), claims.get("sub")
    if claims.get("is_logged_in") is not True or not issuer or not subject:
        return None
    return hashlib.sha256(f"{issuer}\n{subject}".encode()).hexdigest()[:_OWNER_CHARACTERS]


def verified_email(claims: Claims) -> str | None:
    """The email address that the identity provider vouches for, in lower case; None when there is none.

    An address of which the provider says nothing could be anyone's: in some, people type it in themselves.
    """
    email = str(claims.get("email") or "").strip()
    is_address = email.isascii() and email.count("@") == 1  # some other letters have ASCII lower cases
    is_proven = any(str(claims.get(proof)).lower() in {"true", "1"} for proof in _PROOFS)
    return email.lower() if is_address and is_proven else None


def may_enter(claims: Claims, settings: Settings) -> bool:
    """Whether whoever has these claims is logged in and allowed to be here."""
    if owner_of(claims) is None:
        return False
    if not settings.allowed_domains and not settings.allowed_emails:
        return True
    email = verified_email(claims)
    if email is None:
        return False
    return email in settings.allowed_emails or email.partition("@")[2] in settings.allowed_domains


def may_operate(claims: Claims, settings: Settings) -> bool:
    """Whether whoever has these claims may see and do what operators do."""
    return may_enter(claims, settings) and verified_email(claims) in settings.operators
