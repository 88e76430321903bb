"""The console's door: its settings, and the company's own sign-in where there is one."""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import replace

import httpx

from app.oidc import OidcCompany, check_company
from console.entry import Entry
from console.keys.passwords import Passwords
from console.services import Services
from core.settings import Loaded
from core.tables.door import CLIENT_SECRET


def add_doors(loaded: Loaded, stack: AsyncExitStack, seen: Services) -> Services:
    """The console's services with its door; raises ConfigError in one line."""
    console = loaded.settings.console
    table = console.door
    check_company(table.company)
    company = None
    if table.company.issuer:
        client = httpx.AsyncClient(timeout=table.company.timeout_s, follow_redirects=False)
        stack.push_async_callback(client.aclose)
        secret = loaded.secrets.get(CLIENT_SECRET, "").strip()
        company = OidcCompany(table.company, secret, client, seen.clock)
    entry = Entry(
        table=table,
        passwords=Passwords(at_once=table.at_once),
        company=company,
        masking=console.mask_personal,
    )
    return replace(seen, entry=entry)
