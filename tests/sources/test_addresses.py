"""Which addresses may be reached."""

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.networks import openings
from sources.addresses import refusal


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("127.0.0.1", "127.0.0.1 is a loopback address"),
        ("127.255.0.9", "127.255.0.9 is a loopback address"),
        ("::1", "::1 is a loopback address"),
        ("0.0.0.0", "0.0.0.0 is an unspecified address"),  # noqa: S104
        ("::", ":: is an unspecified address"),
        ("10.1.2.3", "10.1.2.3 is a private address"),
        ("172.31.255.255", "172.31.255.255 is a private address"),
        ("192.168.1.1", "192.168.1.1 is a private address"),
        ("100.64.0.1", "100.64.0.1 is a private address"),
        ("fd12:3456::1", "fd12:3456::1 is a private address"),
        ("fec0::1", "fec0::1 is a private address"),
        ("169.254.7.7", "169.254.7.7 is a link-local address"),
        ("fe80::1%eth0", "fe80::1%eth0 is a link-local address"),
        ("169.254.169.254", "169.254.169.254 is a cloud metadata address"),
        ("168.63.129.16", "168.63.129.16 is a cloud metadata address"),
        ("100.100.100.200", "100.100.100.200 is a cloud metadata address"),
        ("192.0.0.192", "192.0.0.192 is a cloud metadata address"),
        ("fd00:ec2::254", "fd00:ec2::254 is a cloud metadata address"),
        ("224.0.0.1", "224.0.0.1 is a multicast address"),
        ("ff02::1", "ff02::1 is a multicast address"),
        ("255.255.255.255", "255.255.255.255 is a reserved address"),
        ("192.0.2.1", "192.0.2.1 is a reserved address"),
        ("198.18.0.1", "198.18.0.1 is a reserved address"),
        ("2001:db8::1", "2001:db8::1 is a reserved address"),
        ("::127.0.0.1", "::7f00:1 is a reserved address"),
        ("::ffff:127.0.0.1", "127.0.0.1 is a loopback address"),
        ("::ffff:a9fe:a9fe", "169.254.169.254 is a cloud metadata address"),
        ("64:ff9b::7f00:1", "127.0.0.1 is a loopback address"),
        ("64:ff9b::10.0.0.1", "10.0.0.1 is a private address"),
        ("64:ff9b:1::a00:1", "64:ff9b:1::a00:1 is a reserved address"),
        ("2002:7f00:1::", "2002:7f00:1:: is a tunnel address"),
        ("2001:0:7f00:1::1", "2001:0:7f00:1::1 is a tunnel address"),
    ],
)
def test_an_address_that_is_not_public_is_refused(address: str, reason: str) -> None:
    assert refusal(address) == reason


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "1.1.1.1", "172.32.0.1", "2606:4700::1", "64:ff9b::808:808", "::ffff:8.8.8.8"],
)
def test_a_public_address_may_be_reached(address: str) -> None:
    assert refusal(address) is None


def test_an_allowed_network_is_open_and_its_neighbour_is_not() -> None:
    allowed = openings(["127.0.0.1/32", "fd00:1::/64"])
    assert [
        refusal(address, allowed=allowed)
        for address in ("127.0.0.1", "::ffff:127.0.0.1", "fd00:1::7", "127.0.0.2", "fd00:2::7")
    ] == [
        None,
        None,
        None,
        "127.0.0.2 is a loopback address",
        "fd00:2::7 is a private address",
    ]


def test_a_block_that_is_no_network_is_refused() -> None:
    with pytest.raises(ValueError, match=r"10\.0\.0\.1/8 has host bits set"):
        openings(["10.0.0.1/8"])


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_judged_alike_in_every_ipv6_dress(address: object) -> None:
    plain = refusal(str(address))
    assert refusal(f"::ffff:{address}") == plain
    assert refusal(f"64:ff9b::{address}") == plain


@given(st.ip_addresses())
def test_what_the_standard_library_calls_private_is_never_open(address: object) -> None:
    known = ip_address(str(address))
    special = known.is_private or known.is_multicast or known.is_link_local or known.is_loopback
    if special and getattr(known, "ipv4_mapped", None) is None:
        assert refusal(str(address)) is not None


@pytest.mark.parametrize(
    ("written", "address", "port"),
    [
        ("127.0.0.1:8080", "127.0.0.1", 8080),
        ("10.0.0.0/8:80", "10.1.2.3", 80),
        ("[::1]:8080", "::1", 8080),
        ("[fd00:1::/64]:443", "fd00:1::5", 443),
    ],
)
def test_a_network_is_opened_at_one_port_alone(written: str, address: str, port: int) -> None:
    opened = openings([written])
    assert refusal(address, port, opened) is None
    assert refusal(address, port + 1, opened) is not None


@pytest.mark.parametrize(
    "written", ["127.0.0.1:0", "127.0.0.1:99999", "127.0.0.1:", "[::1]:8080/8"]
)
def test_a_port_that_is_none_is_a_fault(written: str) -> None:
    with pytest.raises(ValueError, match=r"names no port|does not appear to be"):
        openings([written])
