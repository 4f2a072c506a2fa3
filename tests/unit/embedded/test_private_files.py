from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from worker.embedded.private_files import private_folder, write_private
from worker.errors import ConfigurationError


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_folder_is_its_users_alone(tmp_path: Path) -> None:
    folder = private_folder(tmp_path / "a" / "b")

    assert folder == (tmp_path / "a" / "b").resolve()
    assert mode(folder) == 0o700


def test_a_link_that_the_user_has_laid_leads_to_the_real_folder(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    (tmp_path / "data").symlink_to(disk)

    assert private_folder(tmp_path / "data") == disk.resolve()
    assert mode(disk) == 0o700


def test_a_link_that_someone_else_has_laid_is_refused_and_what_it_leads_to_stays_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "home"
    target.mkdir(mode=0o755)
    (tmp_path / "data").symlink_to(target)
    theirs = os.stat_result((stat.S_IFLNK | 0o777, 0, 0, 1, os.getuid() + 1, 0, 0, 0, 0, 0))
    monkeypatch.setattr(Path, "lstat", lambda _path: theirs)

    with pytest.raises(ConfigurationError, match=r"a link of another user.*AUDIENCE_DATA_DIR"):
        private_folder(tmp_path / "data")

    assert mode(target) == 0o755
    assert list(target.iterdir()) == []


def test_a_secret_is_not_written_through_a_link(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("theirs")
    (tmp_path / "s3.json").symlink_to(elsewhere)

    write_private(tmp_path / "s3.json", "secret")

    assert elsewhere.read_text() == "theirs"
    assert not (tmp_path / "s3.json").is_symlink()
    assert mode(tmp_path / "s3.json") == 0o600
