"""What a process gives up before it reads foreign bytes: memory, time, network, new rights."""

import ctypes
import resource
import sys
from pathlib import Path

from curriculum.domain.packages import PackageLimits

_NEW_USER, _NEW_NET = 0x10000000, 0x40000000
_DIE_WITH_PARENT, _NO_NEW_RIGHTS, _KILL = 1, 38, 9
_OPEN_FILES = 32


def confine(limits: PackageLimits) -> bool:
    """Give up what unpacking does not need; returns whether the network is gone too.

    Memory and processor time are bounded by `limits`, files by the unpacked size. What a
    platform does not offer is left out.
    """
    isolated = _leave_network()
    for name, amount in (
        ("RLIMIT_AS", limits.memory),
        ("RLIMIT_DATA", limits.memory),
        ("RLIMIT_CPU", limits.seconds),
        ("RLIMIT_FSIZE", limits.unpacked),
        ("RLIMIT_NOFILE", _OPEN_FILES),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_NPROC", 0),
    ):
        _limit(name, amount)
    return isolated


def _limit(name: str, amount: int) -> None:
    number = getattr(resource, name, None)
    if number is None:
        return
    most = resource.getrlimit(number)[1]
    bounded = amount if most == resource.RLIM_INFINITY else min(amount, most)
    try:
        resource.setrlimit(number, (bounded, bounded))
    except (OSError, ValueError):
        return


def _leave_network() -> bool:
    """Move into an empty network of one's own; False where the platform does not let us."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        library = ctypes.CDLL(None, use_errno=True)
        library.prctl(_DIE_WITH_PARENT, _KILL, 0, 0, 0)
        library.prctl(_NO_NEW_RIGHTS, 1, 0, 0, 0)
        alone = library.unshare(_NEW_USER | _NEW_NET) == 0
        return bool(alone or library.unshare(_NEW_NET) == 0)
    except (OSError, AttributeError):
        return False


def peak_memory() -> int:
    """The most memory, in bytes, that this process itself ever held.

    On Linux from its own status, since getrusage counts what the parent held before the start.
    """
    try:
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    except (OSError, ValueError):
        pass
    scale = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * scale
