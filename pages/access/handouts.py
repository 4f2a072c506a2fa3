"""Which file was made for whom: its address, a digest of its content, is of no use to anyone else."""

from __future__ import annotations

import re
from collections import OrderedDict

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

_MARK = b"/media/"
_FILE = re.compile(r"/media/([^/?#]+)$")
_MOST = 20_000
_ANYONE = ""


class Handouts:
    """Remembers the newest files that this process made, each with the owners it was made for."""

    def __init__(self) -> None:
        self._owners: OrderedDict[str, set[str]] = OrderedDict()

    def note(self, sent: bytes, owner: str | None) -> None:
        """See what Streamlit sends somebody.

        It answers a press of a download button with the file's address, and tells everyone the icon's.
        Addresses in other places are what people wrote, in the name of a file for example.
        """
        if _MARK not in sent:
            return
        message = ForwardMsg()
        try:
            message.ParseFromString(sent)
        except DecodeError:
            return
        if owner is not None:
            self._add(message.backend_operation_response.deferred_file.url, owner)
        self._add(message.page_config_changed.favicon, _ANYONE)

    def is_for(self, file: str, owner: str | None) -> bool:
        """Whether this file was made for this owner; None: of somebody who may not come in."""
        return not {_ANYONE, owner}.isdisjoint(self._owners.get(file, ()))

    def _add(self, address: str, owner: str) -> None:
        found = _FILE.search(address)
        if found:
            self._owners.setdefault(found[1], set()).add(owner)
            self._owners.move_to_end(found[1])
            while len(self._owners) > _MOST:
                self._owners.popitem(last=False)
