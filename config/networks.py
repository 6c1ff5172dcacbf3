"""The private networks that config opens, whole or at one port."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_WITH_PORT = re.compile(r"(?:\[(?P<v6>[^\]]+)\]|(?P<v4>[\d./]+)):(?P<port>\d{1,5})")


@dataclass(frozen=True, slots=True)
class Opening:
    """A network that may be reached, at one port or at any."""

    network: Network
    port: int | None = None

    def admits(self, address: Address, port: int | None) -> bool:
        return address in self.network and self.port in (None, port)


def openings(written: Iterable[str]) -> tuple[Opening, ...]:
    """CIDR blocks, with or without a port: `10.0.0.0/8`, `127.0.0.1:8080`, `[fd00::/8]:443`.

    ValueError names what is none of them.
    """
    return tuple(_opening(one) for one in written)


def _opening(written: str) -> Opening:
    match = _WITH_PORT.fullmatch(written)
    if match is None:
        return Opening(ip_network(written))
    port = int(match["port"])
    if not 0 < port < 65_536:
        raise ValueError(f"{written!r} names no port")
    return Opening(ip_network(match["v6"] or match["v4"]), port)
