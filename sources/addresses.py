"""Which network addresses may be reached: the public ones, and those that config opens."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Network, ip_address, ip_network

from config.networks import Address, Network, Opening

# The IANA special-purpose registries as a table of our own: `ipaddress.is_global` calls
# 192.0.0.192, fec0::1 and every multicast address global in some releases of Python 3.11.
_SPECIAL = {
    "an unspecified": "0.0.0.0/8 ::/128",
    "a loopback": "127.0.0.0/8 ::1/128",
    "a cloud metadata": "168.63.129.16/32 169.254.169.254/32 100.100.100.200/32 192.0.0.192/32 "
    "fd00:ec2::254/128",
    "a link-local": "169.254.0.0/16 fe80::/10",
    "a private": "10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 100.64.0.0/10 fc00::/7 fec0::/10",
    "a multicast": "224.0.0.0/4 ff00::/8",
    "a tunnel": "192.88.99.0/24 2001::/32 2002::/16",
    "a reserved": "192.0.0.0/24 192.0.2.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 "
    "240.0.0.0/4 2001::/23 2001:db8::/32 3fff::/20 ::/3 4000::/2 8000::/1",
}
SPECIAL: tuple[tuple[str, Network], ...] = tuple(
    (word, ip_network(block)) for word, blocks in _SPECIAL.items() for block in blocks.split()
)
NAT64 = IPv6Network("64:ff9b::/96")
"""RFC 6052: the last 32 bits are the IPv4 address that is reached."""


def refusal(address: str, port: int | None = None, allowed: Iterable[Opening] = ()) -> str | None:
    """Why the address may not be reached ("127.0.0.1 is a loopback address"), or None."""
    reached = _reached(ip_address(address))
    if any(opening.admits(reached, port) for opening in allowed):
        return None
    for word, network in SPECIAL:
        if reached in network:
            return f"{reached} is {word} address"
    return None


def _reached(address: Address) -> Address:
    """The address at which the packets arrive: an IPv4 one inside an IPv6 one is unwrapped."""
    if isinstance(address, IPv4Address):
        return address
    if address in NAT64:
        return IPv4Address(address.packed[-4:])
    return address.ipv4_mapped or address
