"""The certificate by which SeaweedFS's parts know each other; without it their own ports trust anyone.

Anyone: every user of the machine, and every web page that the user's browser opens. A port that asks for a
certificate of this very authority ends the connection before the first byte of a request is read.
"""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from worker.embedded.ports import LOOPBACK
from worker.embedded.private_files import write_private

_GRPC = ("MASTER", "VOLUME", "FILER", "S3", "ADMIN", "WORKER", "CLIENT")
_HTTP = ("MASTER", "VOLUME", "FILER", "ADMIN", "CLIENT")
_KEY, _CERTIFICATE = "tls.key", "tls.crt"
_LIFETIME = timedelta(days=3_650)
_CLOCK_SKEW = timedelta(days=1)


def mutual_tls(folder: Path) -> dict[str, str]:
    """Write a new key and its certificate, and give the environment that makes every part ask for it.

    They are made anew at each start: nobody else has to know them.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    write_private(folder / _KEY, pem.decode())
    write_private(
        folder / _CERTIFICATE, _signed_by_itself(key).public_bytes(serialization.Encoding.PEM).decode()
    )
    environment = {"WEED_GRPC_CA": _CERTIFICATE, "WEED_HTTPS_CLIENT_ENABLED": "true"}
    for part in _GRPC:
        environment |= {f"WEED_GRPC_{part}_CERT": _CERTIFICATE, f"WEED_GRPC_{part}_KEY": _KEY}
    for part in _HTTP:
        environment |= {
            f"WEED_HTTPS_{part}_CERT": _CERTIFICATE,
            f"WEED_HTTPS_{part}_KEY": _KEY,
            f"WEED_HTTPS_{part}_CA": _CERTIFICATE,
        }
    return environment


def as_a_part(folder: Path) -> ssl.SSLContext:
    """What a connection to a part needs to be taken for another part's.

    Raises:
        OSError: no certificate has been made in this folder.
    """
    context = ssl.create_default_context(cafile=str(folder / _CERTIFICATE))
    context.load_cert_chain(folder / _CERTIFICATE, folder / _KEY)
    return context


def _signed_by_itself(key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "audience-reports")])
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _CLOCK_SKEW)
        .not_valid_after(now + _LIFETIME)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address(LOOPBACK))]), critical=False)
        .sign(key, hashes.SHA256())
    )
