"""What a tester can do to the sandbox: the same verbs from Python and, as JSON, over HTTP.

Ids are strings or numbers on the way in and strings on the way out, as in the API itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sandbox.twitter import payloads
from sandbox.twitter.backend import Backend
from sandbox.twitter.load import TEXT, Load, run_load
from sandbox.twitter.model import DirectMessage, Json, Post, User
from sandbox.twitter.push import FULL

Id = int | str


class Control:
    """One public method a verb; every result is JSON."""

    def __init__(self, backend: Backend) -> None:
        self._backend, self._scene, self._world = backend, backend.scene, backend.world

    # People and what they do

    def create_user(self, name: str, username: str, **details: Any) -> Json:
        """Details: id, age_days, description, followers, verified, premium, protected, dms."""
        return self._person(self._world.add_user(name, username, **details))

    def rename(self, user: Id, name: str, username: str) -> Json:
        """Another name and handle for the same account."""
        self._world.rename(int(user), name, username)
        return self._person(self._world.user(int(user)))

    def post(self, user: Id, text: str, **details: Any) -> Json:
        """Details: reply_to, quotes, reply_settings, lang, age (seconds), bare."""
        for name in {"reply_to", "quotes"} & details.keys():
            details[name] = int(details[name])
        return self._told(self._scene.post(int(user), text, **details))

    def repost(self, user: Id, post: Id) -> Json:
        """Show a post to one's own followers."""
        return self._told(self._scene.repost(int(user), int(post)))

    def edit(self, post: Id, text: str) -> Json:
        """A new version under a new id."""
        return self._told(self._scene.edit(int(post), text))

    def delete(self, post: Id) -> Json:
        """The author removes a post."""
        self._scene.delete(int(post))
        return {"ok": True}

    def reply_settings(self, post: Id, who: str) -> Json:
        """everyone | mentionedUsers | following | subscribers | verified."""
        self._scene.reply_settings(int(post), who)
        return {"ok": True}

    def write(self, user: Id, text: str, age: float = 0) -> Json:
        """A direct message to us."""
        return self._direct(self._scene.write(int(user), text, age))

    def block_us(self, user: Id, *, blocks: bool = True) -> Json:
        """The person blocks our account."""
        self._scene.block_us(int(user), blocks=blocks)
        return {"ok": True}

    def dms(self, user: Id, door: str) -> Json:
        """Who may write to this person directly: open | closed | verified."""
        self._scene.dms(int(user), door)
        return {"ok": True}

    def suspend(self, user: Id) -> Json:
        """The account disappears with everything it said."""
        self._scene.suspend(int(user))
        return {"ok": True}

    def _person(self, user: User) -> Json:
        return payloads.user_json(user, FULL)

    def _told(self, post: Post) -> Json:
        return payloads.post_json(self._world, post, FULL)

    def _direct(self, message: DirectMessage) -> Json:
        return payloads.message_json(message, FULL)

    async def load(
        self, rate: float, people: int, seconds: float, texts: Sequence[str] = (TEXT,)
    ) -> Json:
        """`rate` mentions a second by so many people; returns when they are written."""
        return (await run_load(self._scene, Load(rate, people, seconds), texts)).json()

    # What goes wrong

    def inject(self, kind: str, route: str = "*", **details: Any) -> Json:
        """A fault; see faults.Fault for its fields, plus `for_seconds`."""
        return asdict(self._backend.faults.inject(kind, route, **details))

    def tamper(self, place: str, how: str, count: int = 1) -> Json:
        """timeline | dms | stream | webhook: duplicate | reorder | malformed."""
        self._backend.faults.tamper(place, how, count)
        return {"ok": True}

    def clear_faults(self) -> Json:
        """Everything works again."""
        self._backend.faults.clear()
        self._backend.feed.closes = 0
        return {"ok": True}

    def close_streams(self, times: int) -> Json:
        """End the open stream, and the next ones right after their 200, `times` in all."""
        live = len(self._backend.feed.connections)
        self._backend.feed.close()
        self._backend.feed.closes = max(0, times - live)
        return {"closed": live}

    def disconnect_streams(self) -> Json:
        """An operational-disconnect message, then the end."""
        return {"closed": self._backend.feed.disconnect()}

    def cut_streams(self) -> Json:
        """Tear the connections."""
        return {"closed": self._backend.feed.cut()}

    def silence_streams(self) -> Json:
        """Half-open sockets: nothing comes any more, not even keep-alives."""
        return {"silenced": self._backend.feed.silence()}

    def configure(self, **settings: Any) -> Json:
        """See settings.Settings; none given: how it is now."""
        return self._backend.settings.change(**settings)

    def limit(self, route: str, most: int, seconds: float = 900) -> Json:
        """Another rate limit for one route."""
        self._backend.limits.override(route, most, seconds)
        return {"ok": True}

    def advance(self, seconds: float) -> Json:
        """Let the sandbox's clock jump ahead: windows end, tokens expire, posts grow old."""
        self._world.advance(seconds)
        return {"now": self._world.time()}

    def skew(self, seconds: float) -> Json:
        """Let the server's clock be wrong, for signatures as well."""
        self._world.clock_error = seconds
        return {"now": self._world.time()}

    def expire_tokens(self) -> Json:
        """Every OAuth 2.0 access token runs out."""
        self._backend.identity.expire()
        return {"ok": True}

    def revoke(self, *, revoked: bool = True) -> Json:
        """The account withdraws the app's authorization (or gives it back)."""
        self._backend.identity.revoked = revoked
        return {"ok": True}

    def issue_tokens(self, scope: str = "") -> Json:
        """A fresh pair of OAuth 2.0 tokens, with all scopes when none are named."""
        return self._backend.identity.issue(*([scope] if scope else []))

    def subscribe(self, event_type: str, user: Id = "", tag: str = "") -> Json:
        """Send events about an account (ours when left out) to every webhook."""
        who = str(user or self._world.us.id)
        return self._backend.hooks.subscribe(event_type, who, tag).json()

    # What happened

    def calls(self, after: int = 0, route: str = "") -> list[Json]:
        """Requests with their answers, oldest first; route e.g. "POST /2/tweets"."""
        return self._backend.calls.since(after, route)

    def ledger(self, after: int = 0, direction: str = "") -> list[Json]:
        """Everything in or out with its sequence number, oldest first."""
        return self._world.ledger_since(after, direction)

    def our_posts(self) -> list[Json]:
        """What our account posted and has not deleted, newest first."""
        own = (each for each in self._world.newest_first() if each.author == self._world.us.id)
        return [self._told(each) for each in own]

    def our_messages(self) -> list[Json]:
        """The direct messages that our account sent, oldest first."""
        sent = sorted(self._world.messages.items())
        return [self._direct(each) for _, each in sent if each.sender == self._world.us.id]

    def deliveries(self) -> list[Json]:
        """Webhook deliveries: url, body, status (0: nobody answered), attempt."""
        return list(self._backend.hooks.deliveries)

    def streamed(self) -> list[Json]:
        """What the filtered stream said, oldest first."""
        return list(self._backend.feed.sent)

    def stats(self) -> Json:
        """Counts of everything."""
        backend = self._backend
        return {
            "calls": dict(backend.calls.by_route),
            "statuses": {str(key): value for key, value in backend.calls.by_status.items()},
            "streams": len(backend.feed.connections),
            "streams_opened": backend.feed.opened,
            "rules": [each.json() for each in self._world.rules.values()],
            "webhooks": [each.json() for each in backend.hooks.webhooks.values()],
            "sequence": self._world.sequence,
            "violations": [asdict(each) for each in backend.limits.violations],
            "faults": backend.faults.describe(),
        }

    def reset(self) -> Json:
        """Forget everybody, everything said, all faults, limits and calls."""
        backend = self._backend
        backend.feed.close()
        self._world.reset()
        backend.faults.clear()
        backend.limits.clear()
        backend.calls.clear()
        backend.read.clear()
        backend.hooks.clear()
        backend.feed.sent.clear()
        return {"ok": True}


VERBS = frozenset(name for name in vars(Control) if not name.startswith("_"))
