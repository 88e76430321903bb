"""Who is looking, in which language, and whether they may change anything."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Annotated

from fastapi import Depends, Form, HTTPException, Request, Response

from console import passes, render
from console.allowance import client_of
from console.guard import check_origin
from console.live import Hub
from console.services import Services
from console.words import COOKIE, Texts, choose
from core.access import Permission, may
from core.casebook import Agent
from core.doors import Session

# One write a minute tells well enough when somebody was last here.
SEEN_EVERY_S = 60.0
# Where somebody may go who still owes a second proof.
WITHOUT_PROOF = ("/account", "/sign-out")
# What an open page asks for by itself, which is no sign that anybody sits before it.
BY_ITSELF = ("/events", "/presence")


class NotSignedIn(Exception):  # noqa: N818
    """Nobody is signed in behind this request."""


class ProofOwed(Exception):  # noqa: N818
    """The desk asks for two proofs, and this session has given one."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One request of a signed-in agent."""

    request: Request
    agent: Agent
    session: str
    texts: Texts
    now: datetime
    names: dict[str, str] = field(default_factory=dict[str, str])
    signed: Session | None = None

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

    def masks(self, case_id: str = "") -> bool:
        """Whether personal data are hidden here: in this case, or wherever no case is meant."""
        if not self.services.entry.masks(self.agent.role):
            return False
        return self.signed is None or not self.signed.shows(case_id, self.now)

    @property
    def reveal_minutes(self) -> int:
        """How long personal data stay shown."""
        return round(self.services.entry.table.reveal_min)

    @property
    def is_fresh(self) -> bool:
        """Whether he signed in so lately that he may change how he signs in."""
        age = self.now - self.signed.opened_at if self.signed else timedelta.max
        return age < timedelta(minutes=self.services.entry.table.fresh_min)

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
            "team": services.team,
            "mentions": services.casework,
            "numbers": services.numbers,
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
    """The signed-in agent; raises NotSignedIn or ProofOwed."""
    services = services_of(request)
    token = request.cookies.get(passes.cookie_name(services.public_url), "")
    signed, agent = await _signed_in(request, token)
    if _owes_proof(services, signed) and not request.url.path.startswith(WITHOUT_PROOF):
        raise ProofOwed
    # A thousand open pages ask by themselves every few seconds, and name nobody.
    people = () if request.url.path in BY_ITSELF else await services.door.agents()
    names = {each.id: each.name for each in people}
    now = services.clock.now()
    return Visit(request, agent, token, texts_for(request), now, names, signed)


async def _signed_in(request: Request, token: str) -> tuple[Session, Agent]:
    services = services_of(request)
    usable = token if len(token) <= passes.LONGEST_TOKEN else ""
    found = await services.door.session(passes.digest(usable)) if usable else None
    now = services.clock.now()
    idle = timedelta(minutes=services.entry.table.idle_min)
    if found is None or not found[0].is_good(now, idle):
        raise NotSignedIn
    session = found[0]
    late = (now - session.seen_at).total_seconds() >= SEEN_EVERY_S
    if late and not _asks_by_itself(request):
        await services.door.see(session.digest, now, client_of(request))
    return found


def _owes_proof(services: Services, session: Session) -> bool:
    asked = services.entry.table.second_factor == "required"
    return asked and not session.strong


def _asks_by_itself(request: Request) -> bool:
    path = request.url.path
    live = path.endswith("/live") or "rows" in request.query_params
    return path.startswith(BY_ITSELF) or (request.method == "GET" and live)


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
    if visit.services.entry.brakes.forms.take(visit.session, visit.now):
        raise HTTPException(429)
    return visit


Writer = Annotated[Visit, Depends(writer)]


@dataclass(frozen=True, slots=True)
class Reading:
    """Lets only roles with the permission see a page."""

    permission: Permission

    def __call__(self, visit: Reader) -> Visit:
        return _permitted(visit, self.permission)


@dataclass(frozen=True, slots=True)
class Writing:
    """Lets only roles with the permission send a form."""

    permission: Permission

    def __call__(self, visit: Writer) -> Visit:
        return _permitted(visit, self.permission)


def reading(permission: Permission) -> Reading:
    """For pages: `Annotated[Visit, Depends(reading(Permission.READ))]`."""
    return Reading(permission)


def writing(permission: Permission) -> Writing:
    """For forms: `Annotated[Visit, Depends(writing(Permission.WORK))]`."""
    return Writing(permission)


def _permitted(visit: Visit, permission: Permission) -> Visit:
    if not visit.may(permission):
        raise HTTPException(403)
    return visit


# What most pages and forms ask for.
Looks = Annotated[Visit, Depends(reading(Permission.READ))]
# Forms about oneself alone.
Keeps = Annotated[Visit, Depends(writing(Permission.READ))]
Notes = Annotated[Visit, Depends(writing(Permission.NOTE))]
Works = Annotated[Visit, Depends(writing(Permission.WORK))]
Moderates = Annotated[Visit, Depends(writing(Permission.MODERATE))]
Teaches = Annotated[Visit, Depends(writing(Permission.TEACH))]
Announces = Annotated[Visit, Depends(writing(Permission.ANNOUNCE))]
Vouches = Annotated[Visit, Depends(writing(Permission.VOUCH))]
Weighs = Annotated[Visit, Depends(reading(Permission.MODERATE))]
Exports = Annotated[Visit, Depends(reading(Permission.EXPORT))]
Drafts = Annotated[Visit, Depends(reading(Permission.TEACH))]
