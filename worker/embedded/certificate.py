"""The certificate with which SeaweedFS's parts know each other; without it their gRPC ports trust anyone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from worker.embedded.files import write_private

_PARTS = ("MASTER", "VOLUME", "FILER", "S3", "ADMIN", "WORKER", "CLIENT")
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
    write_private(folder / "tls.key", pem.decode())
    write_private(
        folder / "tls.crt", _signed_by_itself(key).public_bytes(serialization.Encoding.PEM).decode()
    )
    environment = {"WEED_GRPC_CA": "tls.crt"}
    for part in _PARTS:
        environment |= {f"WEED_GRPC_{part}_CERT": "tls.crt", f"WEED_GRPC_{part}_KEY": "tls.key"}
    return environment


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
        .sign(key, hashes.SHA256())
    )
