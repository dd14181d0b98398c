"""Every error Rasad raises on purpose.

    RasadError                     exit code 2 unless said otherwise
    ├── WrongUse                   a command or call that cannot be meant
    │   ├── UnknownId              no record has this id, or several do
    │   └── NoMonitor              the folder is not a monitor
    ├── BadInput                   a file, page, pack or setting that cannot be taken
    │   ├── BadPack
    │   ├── BadSettings
    │   ├── BadEdition
    │   └── NewerMonitor           written by a later version of Rasad
    ├── ItemFailed                 exit code 1: one item failed; it is recorded and the next is taken
    │   ├── FetchFailed
    │   │   ├── AddressRefused     private networks, forbidden schemes, redirects to either
    │   │   └── RobotsRefused      robots.txt says no, or could not be had
    │   └── Unreadable             a capture in which no article was found
    │       └── NeedsScan          a PDF of images: its words can be had from them
    ├── PublicationRefused         exit code 1: findings or open questions stand
    └── EvidenceError              exit code 3: evidence or store cannot be trusted; work stops at once
        ├── ArchiveDamaged
        ├── LogBroken
        ├── StoreDamaged
        └── CannotWrite            disk full, read-only, locked by another process
"""

from __future__ import annotations

from collections.abc import Mapping


class RasadError(Exception):
    """Base of all. `message` says what and where and what to do; `ids` holds the ids it speaks of."""

    exit_code = 2

    def __init__(self, message: str, **ids: str) -> None:
        super().__init__(message)
        self.message = message
        self.ids: Mapping[str, str] = dict(ids)


class WrongUse(RasadError):
    """A command or call that cannot be meant."""


class UnknownId(WrongUse):
    """No record has this id, or a shortened id fits several."""


class NoMonitor(WrongUse):
    """The folder is not a monitor."""


class BadInput(RasadError):
    """A file, page, pack or setting that cannot be taken."""


class BadPack(BadInput):
    """A pack breaks its schema; `ids` names pack, file and line where known."""


class BadSettings(BadInput):
    """monitor.toml has a key or value that is not known."""


class BadEdition(BadInput):
    """An edition file whose form cannot be read."""


class NewerMonitor(BadInput):
    """The monitor was written by a later version of Rasad."""


class ItemFailed(RasadError):
    """One item failed. The run loop records it as a problem and takes the next."""

    exit_code = 1


class FetchFailed(ItemFailed):
    """No usable answer came from an address."""


class AddressRefused(FetchFailed):
    """The address is private, of a forbidden scheme, or leads to one."""


class RobotsRefused(FetchFailed):
    """robots.txt refuses the address, or could not be had, which means wait."""


class Unreadable(ItemFailed):
    """A capture in which no article was found; the message says why."""


class NeedsScan(Unreadable):
    """A PDF without a text layer; its words can be read from its images only."""


class PublicationRefused(RasadError):
    """Findings or open questions stand against the edition."""

    exit_code = 1


class EvidenceError(RasadError):
    """Evidence or store cannot be trusted or written. Work stops at once."""

    exit_code = 3


class ArchiveDamaged(EvidenceError):
    """A record of the archive is not what it was."""


class LogBroken(EvidenceError):
    """The hash chain of the log does not hold."""


class StoreDamaged(EvidenceError):
    """The database cannot be read; `rasad rebuild` makes it anew."""


class CannotWrite(EvidenceError):
    """The disk is full or read-only, or another process holds the monitor."""
