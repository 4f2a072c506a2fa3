"""What makes the embedded stack the same one at its next start: its credentials and its ports."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from worker.embedded.ports import are_free, free_ports
from worker.embedded.private_files import write_private
from worker.errors import ConfigurationError

_FILE = "identity.json"


def _secret() -> str:
    return secrets.token_hex(24)


class Ports(BaseModel):
    """The loopback ports of the servers; SeaweedFS adds a gRPC port 10,000 above each of its own."""

    model_config = ConfigDict(frozen=True)

    s3: int
    master: int
    filer: int
    volume: int
    admin: int
    nats: int

    @classmethod
    def pick(cls) -> Self:
        """Ports that are free now."""
        return cls(**dict(zip(cls.model_fields, free_ports(len(cls.model_fields)), strict=True)))

    @property
    def are_free(self) -> bool:
        """Whether nobody listens on any of them."""
        return are_free(list(self.model_dump().values()))


class Identity(BaseModel):
    """Credentials and ports, kept in the data folder for the next start.

    Attributes:
        signing_key: what SeaweedFS's own servers sign their requests to each other with; without it they
            serve files to anyone.
    """

    model_config = ConfigDict(frozen=True)

    access_key: str = Field(default_factory=_secret)
    secret_key: str = Field(default_factory=_secret)
    signing_key: str = Field(default_factory=_secret)
    broker_user: str = "audience"
    broker_password: str = Field(default_factory=_secret)
    ports: Ports = Field(default_factory=Ports.pick)

    @classmethod
    def of(cls, folder: Path) -> Self:
        """The identity kept in this data folder, or a new one.

        Raises:
            ConfigurationError: the kept file cannot be understood.
        """
        path = folder / _FILE
        try:
            return cls.model_validate_json(path.read_bytes())
        except FileNotFoundError:
            return cls().kept_in(folder)
        except (OSError, ValidationError):
            raise ConfigurationError(
                f"The file {path} is unreadable. Restore it, or move the folder away to start anew."
            ) from None

    def kept_in(self, folder: Path) -> Self:
        """Write this identity to the data folder."""
        write_private(folder / _FILE, self.model_dump_json())
        return self

    def with_ports(self, ports: Ports) -> Self:
        """The same credentials on other ports."""
        return self.model_copy(update={"ports": ports})

    @property
    def s3_endpoint(self) -> str:
        """Where S3 answers."""
        return f"http://127.0.0.1:{self.ports.s3}"

    @property
    def broker_url(self) -> str:
        """Where NATS answers, with its credentials."""
        return f"nats://{self.broker_user}:{self.broker_password}@127.0.0.1:{self.ports.nats}"
