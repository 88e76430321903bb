"""Pagers that are no platforms: e-mail, and a webhook with a signed body."""

from __future__ import annotations

import asyncio
import hmac
import json
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from hashlib import sha256

import aiosmtplib
import httpx

from core.errors import Rejected, Unavailable
from core.service.paging import Call
from core.tables.service import SMTP_PASSWORD, WEBHOOK_SECRET, MailTable

TIMEOUT_S = 10.0
TRIES, FIRST_PAUSE_S = 3, 0.5
SIGNATURE, STAMP = "X-Skerry-Signature", "X-Skerry-Timestamp"
UNSIGNED = f"{WEBHOOK_SECRET} is not set, and an unsigned call is sent to nobody"


@dataclass(frozen=True, slots=True)
class Mailer:
    """Mails a call; the subject says enough on a locked screen."""

    table: MailTable
    password: str
    timeout_s: float = TIMEOUT_S

    async def carry(self, call: Call, text: str) -> None:
        """Hand it to the server; raises Unavailable or Rejected."""
        table = self.table
        try:
            await aiosmtplib.send(
                self._letter(call, text),
                hostname=table.host,
                port=table.port,
                username=table.user or None,
                password=self.password or None,
                use_tls=table.security == "tls",
                start_tls=table.security == "starttls",
                tls_context=ssl.create_default_context(),
                timeout=self.timeout_s,
            )
        except aiosmtplib.SMTPAuthenticationError:
            raise Rejected(f"{table.host} refuses the user or {SMTP_PASSWORD}") from None
        except aiosmtplib.SMTPRecipientsRefused:
            raise Rejected(f"{table.host} refuses the mailbox") from None
        except aiosmtplib.SMTPResponseException as error:
            raise Rejected(f"{table.host} answered {error.code}") from None
        except (aiosmtplib.SMTPException, OSError) as error:
            raise Unavailable(f"{table.host} cannot be reached: {type(error).__name__}") from None

    def _letter(self, call: Call, text: str) -> EmailMessage:
        letter = EmailMessage()
        letter["From"], letter["To"] = self.table.sender, call.step.address
        letter["Subject"] = f"[{call.case.priority.value}] {call.case.intent} {call.case.id}"
        letter["Message-ID"] = f"<{call.page.key.replace(':', '.')}@skerry.invalid>"
        letter.set_content(text.replace("**", ""))
        return letter


@dataclass(frozen=True, slots=True, kw_only=True)
class Hook:
    """Posts a call as JSON, signed: HMAC-SHA256 over the time, a dot and the body, in hex."""

    client: httpx.AsyncClient
    secret: str
    now: Callable[[], datetime]
    tries: int = TRIES

    async def carry(self, call: Call, text: str) -> None:
        """Post it, again where nobody answered; raises Unavailable or Rejected."""
        if not self.secret:
            raise Rejected(UNSIGNED)
        body = json.dumps(payload(call, text), ensure_ascii=False).encode()
        why = ""
        for turn in range(self.tries):
            if turn:
                await asyncio.sleep(FIRST_PAUSE_S * 2 ** (turn - 1))
            why = await self._post(call.step.address, body)
            if not why:
                return
        raise Unavailable(why)

    async def _post(self, address: str, body: bytes) -> str:
        """Why it is worth another try; empty when it arrived. Raises Rejected."""
        headers = signed(body, self.secret, self.now())
        try:
            answer = await self.client.post(
                address, content=body, headers=headers, timeout=TIMEOUT_S
            )
        except httpx.HTTPError as error:
            return f"no answer: {type(error).__name__}"
        if answer.is_success:
            return ""
        if answer.status_code >= 500 or answer.status_code == 429:
            return f"answered {answer.status_code}"
        raise Rejected(f"answered {answer.status_code}")


def payload(call: Call, text: str) -> Mapping[str, str]:
    """What a webhook is told; nothing that the user wrote."""
    case = call.case
    return {
        "key": call.page.key,
        "step": call.page.name,
        "case": case.id,
        "priority": case.priority.value,
        "topic": case.intent,
        "platform": case.platform,
        "language": case.language,
        "due_at": case.due_at.isoformat(),
        "text": text.replace("**", ""),
        "link": call.link,
    }


def signed(body: bytes, secret: str, now: datetime) -> dict[str, str]:
    """The headers by which the receiver knows that it was us, and when."""
    stamp = str(int(now.timestamp()))
    mac = hmac.new(secret.encode(), stamp.encode() + b"." + body, sha256).hexdigest()
    return {"Content-Type": "application/json", STAMP: stamp, SIGNATURE: f"sha256={mac}"}
