"""Who is looking, in which language, and whether they may change anything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Form, HTTPException, Request, Response

from console import passes, render
from console.guard import check_origin
from console.live import Hub
from console.services import Services
from console.words import COOKIE, Texts, choose
from core.access import Permission, may
from core.casebook import Agent


class NotSignedIn(Exception):  # noqa: N818
    """Nobody is signed in behind this request."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One request of a signed-in agent."""

    request: Request
    agent: Agent
    session: str
    texts: Texts
    now: datetime
    names: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def services(self) -> Services:
        return services_of(self.request)

    @property
    def target(self) -> str:
        """The element that htmx will put the answer into; empty for a whole page."""
        headers = self.request.headers
        return headers.get("hx-target", "body") if is_partial(self.request) else ""

    def may(self, permission: Permission) -> bool:
        """Whether this agent's role has the permission; templates ask before they offer."""
        return may(self.agent.role, permission)

    def name_of(self, agent: str | None) -> str:
        """An agent's display name."""
        return self.names.get(agent or "", agent or "")

    def page(self, template: str, status: int = 200, /, **values: object) -> Response:
        """Render a template for this agent."""
        own = {"visit": self, "now": self.now, "form_token": passes.form_token(self.session)}
        services = self.services
        desk = {"health": services.health(), "parts": services.parts(), "notices": services.notices}
        pages: dict[str, object] = {
            "protection": services.guard,
            "identities": services.registry,
            "incidents": services.incidents,
            "knowledge": services.shelf,
            "service": services.service,
        }
        desk["pages"] = [name for name, port in pages.items() if port is not None]
        around = {**own, **desk, "head": hub_of(self.request).head}
        return render.page(self.request, template, self.texts, status, {**around, **values})


def services_of(request: Request) -> Services:
    """The desk behind the console."""
    services: Services = request.app.state.services
    return services


def hub_of(request: Request) -> Hub:
    """The one follower of changes in this process."""
    hub: Hub = request.app.state.hub
    return hub


def is_partial(request: Request) -> bool:
    """Whether htmx asks for a fragment instead of a page."""
    return request.headers.get("hx-request") == "true"


def texts_for(request: Request) -> Texts:
    """The language of this reader."""
    accepted = request.headers.get("accept-language", "")
    return choose(request.cookies.get(COOKIE, ""), accepted)


async def visitor(request: Request) -> Visit:
    """The signed-in agent; raises NotSignedIn."""
    services = services_of(request)
    session = request.cookies.get(passes.cookie_name(services.public_url), "")
    agent = await passes.whose(services.door, session, services.clock)
    if agent is None:
        raise NotSignedIn
    names = {each.id: each.name for each in await services.door.agents()}
    return Visit(request, agent, session, texts_for(request), services.clock.now(), names)


Reader = Annotated[Visit, Depends(visitor)]


def own_page(request: Request) -> None:
    """Refuse what another site's page tries to send."""
    check_origin(request, services_of(request).public_url)


def writer(
    visit: Reader, _: Annotated[None, Depends(own_page)], csrf: Annotated[str, Form()] = ""
) -> Visit:
    """The signed-in agent, whose form shows the session's token."""
    if not passes.is_form_token(visit.session, csrf):
        raise HTTPException(403)
    return visit


Writer = Annotated[Visit, Depends(writer)]


def reading(permission: Permission) -> Callable[[Visit], Visit]:
    """Lets only roles with the permission see a page: `Annotated[Visit, Depends(reading(…))]`."""

    def check(visit: Reader) -> Visit:
        return _permitted(visit, permission)

    return check


def writing(permission: Permission) -> Callable[[Visit], Visit]:
    """Lets only roles with the permission send a form: `Annotated[Visit, Depends(writing(…))]`."""

    def check(visit: Writer) -> Visit:
        return _permitted(visit, permission)

    return check


def _permitted(visit: Visit, permission: Permission) -> Visit:
    if not visit.may(permission):
        raise HTTPException(403)
    return visit
