"""Every knob, read from `AUDIENCE_*` environment variables, and where the embedded servers answer."""

from __future__ import annotations

import os
from math import inf
from pathlib import Path
from typing import Self

import psutil
from platformdirs import user_data_path
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PrivateAttr,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

from worker.dialect.packing.unpack_limits import UnpackLimits
from worker.errors import ConfigurationError
from worker.settings.lists import Domains, Emails, FrameAncestors, Proxies
from worker.settings.types import AuthorityFile, BucketName, LogLevel, RegionName, S3Address
from worker.settings.unknown import refuse_unknown
from worker.text.sizes import GIGABYTE

_EMBEDDED_FILE = "embedded.json"
_HEARTBEATS_IN_A_LEASE = 4
_SHORTEST_ACK_WAIT_SECONDS = 2.0  # keep-alives are a whole second apart


class EmbeddedServers(BaseModel):
    """Where the embedded servers answer and with which credentials; kept in the data folder, mode 0600.

    Attributes:
        supervisor_pid: the process that owns the servers; the file is stale when it is gone.
    """

    model_config = ConfigDict(frozen=True)

    supervisor_pid: int
    s3_endpoint: str
    broker_url: str
    access_key: str
    secret_key: SecretStr

    @classmethod
    def path(cls, data_dir: Path) -> Path:
        """Where this description lives inside the data folder."""
        return data_dir / _EMBEDDED_FILE


class Settings(BaseSettings):
    """The product's settings; each field is the environment variable `AUDIENCE_<FIELD>`.

    S3 credentials come from the standard AWS chain unless the embedded servers supply them.
    """

    model_config = SettingsConfigDict(env_prefix="AUDIENCE_", frozen=True, env_ignore_empty=True)

    s3_endpoint: S3Address | None = None
    s3_public_endpoint: S3Address | None = None
    s3_bucket: BucketName = "audience"
    s3_region: RegionName = "us-east-1"
    broker_url: str | None = Field(default=None, repr=False)  # may hold a password
    broker_ca: AuthorityFile | None = None
    s3_ca: AuthorityFile | None = None
    data_dir: Path = Field(default_factory=lambda: user_data_path("audience-reports"))
    scratch_dir: Path | None = None
    worker_slots: int | None = Field(default=None, ge=1, le=64)
    job_memory_mb: int = Field(default=1024, ge=256)
    job_threads: int | None = Field(default=None, ge=1, le=64)
    warm_processes: int | None = Field(default=None, ge=0, le=64)
    job_hours: float = Field(default=6, gt=0)
    job_disk_gb: float = Field(default=100, gt=0)
    job_attempts: int = Field(default=5, ge=1)
    lease_seconds: float = Field(default=60, gt=0)
    heartbeat_seconds: float = Field(default=2, gt=0, validate_default=True)
    sweep_seconds: float = Field(default=15, gt=0)
    shutdown_seconds: float = Field(default=20, ge=0)
    abandoned_days: int = Field(default=1, ge=1, le=365)
    raw_days: int = Field(default=7, ge=1, le=3_650)
    report_days: int | None = Field(default=None, ge=1, le=36_500)
    max_file_gb: float = Field(default=500, gt=0, le=5_000)
    owner_files: int = Field(default=100, ge=1)
    owner_gb: float = Field(default=2_000, gt=0)
    owner_jobs_a_day: int = Field(default=1_000, ge=1)
    unpacked_limit_gb: float = Field(default=500, gt=0, le=50_000)
    unpacked_ratio: float = Field(default=200, gt=1)
    url_lifetime_seconds: int = Field(default=900, ge=60, le=900)
    health_host: str = "127.0.0.1"
    health_names: Domains = frozenset()
    health_port: int = Field(default=0, ge=0, le=65_535)
    allowed_domains: Domains = Field(default=frozenset(), repr=False)
    allowed_emails: Emails = Field(default=frozenset(), repr=False)
    operators: Emails = Field(default=frozenset(), repr=False)
    session_idle_hours: float = Field(default=12, gt=0, le=720)
    session_days: float = Field(default=7, gt=0, le=30)
    allow_without_login: bool = False
    trusted_proxies: Proxies = frozenset()
    frame_ancestors: FrameAncestors = "'none'"
    log_level: LogLevel = "INFO"
    audit_file: Path | None = None

    _embedded: EmbeddedServers | None = PrivateAttr(default=None)

    @field_validator("heartbeat_seconds")
    @classmethod
    def _well_within_the_lease(cls, seconds: float, info: ValidationInfo) -> float:
        """A heartbeat or two may be missed before the lease runs out."""
        if seconds > info.data.get("lease_seconds", inf) / _HEARTBEATS_IN_A_LEASE:
            raise PydanticCustomError("heartbeat", "Must be at most a quarter of AUDIENCE_LEASE_SECONDS")
        return seconds

    @property
    def names_servers(self) -> bool:
        """Whether the operator named any server of their own, so that nothing is embedded."""
        return not self.is_embedded and bool(
            {"s3_endpoint", "s3_bucket", "broker_url"} & self.model_fields_set
        )

    @property
    def public_endpoint(self) -> str | None:
        """The S3 endpoint as browsers reach it; None means AWS."""
        return self.s3_public_endpoint or self.s3_endpoint

    @property
    def max_file_bytes(self) -> int:
        """The largest file that may be uploaded, in bytes."""
        return int(self.max_file_gb * GIGABYTE)

    @property
    def unpack_limits(self) -> UnpackLimits:
        """How much a packed file may hold."""
        return UnpackLimits(most_bytes=int(self.unpacked_limit_gb * GIGABYTE), most_ratio=self.unpacked_ratio)

    @property
    def ack_wait_seconds(self) -> float:
        """How long the broker waits for a silent worker: half a lease, so there is one knob to turn."""
        return max(_SHORTEST_ACK_WAIT_SECONDS, self.lease_seconds / 2)

    @property
    def credentials(self) -> tuple[str, str] | None:
        """The embedded servers' access and secret key; None means the standard AWS chain."""
        if self._embedded is None:
            return None
        return self._embedded.access_key, self._embedded.secret_key.get_secret_value()

    @property
    def is_embedded(self) -> bool:
        """Whether these settings point at the embedded servers."""
        return self._embedded is not None

    def using(self, servers: EmbeddedServers) -> Self:
        """These settings, pointed at the embedded servers."""
        settings = self.model_copy(
            update={"s3_endpoint": servers.s3_endpoint, "broker_url": servers.broker_url}
        )
        settings._embedded = servers  # noqa: SLF001 - its own copy
        return settings


def parse_settings() -> Settings:
    """The settings as the environment gives them; the servers they name may be too few for a worker.

    Raises:
        ConfigurationError: a variable has an unusable value, or there is no such setting.
    """
    refuse_unknown(os.environ, Settings.model_fields)
    try:
        return Settings()
    except ValidationError as error:
        faults = "; ".join(f"AUDIENCE_{str(e['loc'][0]).upper()}: {e['msg']}" for e in error.errors())
        raise ConfigurationError(f"Unusable settings: {faults}.") from None


def read_settings() -> Settings:
    """The settings as the environment gives them, without looking for embedded servers.

    Raises:
        ConfigurationError: a variable has an unusable value, or only one of S3 and broker is named.
    """
    settings = parse_settings()
    if settings.names_servers and settings.broker_url is None:
        raise ConfigurationError("S3 is configured but the broker is not: set AUDIENCE_BROKER_URL, too.")
    if settings.names_servers and not {"s3_endpoint", "s3_bucket"} & settings.model_fields_set:
        raise ConfigurationError(
            "A broker is configured but S3 is not: set AUDIENCE_S3_ENDPOINT, or AUDIENCE_S3_BUCKET for AWS."
        )
    return settings


def load_settings() -> Settings:
    """The settings of a process that needs servers: the operator's own, or the embedded ones that run.

    Raises:
        ConfigurationError: as `read_settings`, or no servers are configured and none run here.
    """
    settings = read_settings()
    if settings.names_servers:
        return settings
    path = EmbeddedServers.path(settings.data_dir)
    try:
        servers = EmbeddedServers.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        servers = None
    if servers is None or not psutil.pid_exists(servers.supervisor_pid):
        raise ConfigurationError(
            "No servers are configured and none run here: start the dashboard (streamlit run app.py), "
            "or set AUDIENCE_S3_ENDPOINT and AUDIENCE_BROKER_URL."
        )
    return settings.using(servers)
