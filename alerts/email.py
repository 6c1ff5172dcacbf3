"""A delivery as the mail that carries it."""

from collections.abc import Mapping
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from alerts import operator
from alerts.alert import Delivery
from alerts.grouping import delivery_id
from alerts.shown import shown
from config.schema import EmailChannel

_POLICY = SMTP.clone(cte_type="7bit")
"""Every relay carries 7 bits."""


def write(delivery: Delivery, channel: EmailChannel, now: datetime) -> EmailMessage:
    """A mail with a plain and an HTML part to the one recipient.

    Message-ID (RFC 5322) is made of the delivery's id, so that a repeat can be told for one; an
    update answers to the mail of the news. List-Id (RFC 2919) names the first rule, for filters.
    Auto-Submitted (RFC 3834) keeps holiday answers away.
    """
    name, sender = parseaddr(channel.sender)
    domain = sender.rpartition("@")[2]
    mail = EmailMessage(policy=_POLICY)
    mail["From"] = Address(name, addr_spec=sender)
    mail["To"] = Address(addr_spec=delivery.recipient)
    # A literal encoded word would be decoded, line breaks and all (CVE-2024-6923).
    mail["Subject"] = delivery.message["subject"].replace("=?", "= ?")
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = f"<{delivery.id}@{domain}>"
    if delivery.message["type"] == "item.update":
        news = delivery_id(delivery.recipient, delivery.message["story"], "new")
        mail["In-Reply-To"] = mail["References"] = f"<{news}@{domain}>"
    mail["List-Id"] = f"<{delivery.message['why'][0]['rule']}.tidewaiter.{domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    _fill(mail, delivery)
    return mail


def _fill(mail: EmailMessage, delivery: Delivery) -> None:
    name, view = _view(delivery.message)
    plain = _templates().get_template(f"{name}.txt").render(view)
    html = _templates().get_template(f"{name}.html").render(view)
    mail.set_content(plain, cte="quoted-printable")
    mail.add_alternative(html, subtype="html", cte="quoted-printable")
    mail.set_boundary(f"={delivery.id}=")  # a random one would make each repeat another mail


def _view(message: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The name of the message's template, and what that asks for."""
    if message["type"] in (operator.BEGUN, operator.OVER):
        return "operator", operator.shown(message)
    return "message", shown(message)


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
