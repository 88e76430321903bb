"""The checker: what is promised, each as a function from evidence to what broke it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

from chaos.evidence import Blow, Evidence, Heard, Queued

# Until what a dead process had in hand is in somebody else's, and until a database is used again.
REDELIVERY_S = RESUMES_S = 10.0
# What is said in a row's name and still leaves no trace of its own.
TELLS = frozenset({"say"})
LEFT = frozenset({"sent", "unknown"})
SHOWN = frozenset({"queue", "agent"})
# Whose trouble holds up whom: what a killed process leaves is taken up only when this is over.
HINDERS = frozenset({
    "hang", "cut", "black", "slow", "platform cut", "platform black", "answers lost",
    "database killed", "database restarted", "disk full",
})  # fmt: skip
DATABASE = frozenset({"database killed", "database restarted", "disk full"})


def once(seen: Evidence) -> list[str]:
    """Every event has exactly one verdict; a message that was changed at once, its last words."""
    counted = Counter((each.number, each.version) for each in seen.judged)
    last = {each.number: each for each in seen.said if each.certain}
    lost = [each for each in last.values() if not counted[each.number, each.version]]
    known = {(each.number, each.version) for each in seen.said}
    return [
        *(f"{e.platform}: message {e.number}.{e.version} was lost" for e in lost),
        *(
            f"message {n}.{v} was judged {count} times"
            for (n, v), count in counted.items()
            if count > 1
        ),
        *(
            f"message {n}.{v} was judged and never written"
            for n, v in counted
            if (n, v) not in known
        ),
    ]


def in_order(seen: Evidence) -> list[str]:
    """In each conversation verdicts follow arrivals, and arrivals what was written."""
    lanes = defaultdict(list)
    for each in sorted(seen.judged, key=lambda each: each.arrival):
        lanes[each.conversation].append(each)
    broken = []
    for name, lane in lanes.items():
        first = [each for each in lane if not each.version]
        for one, two in pairwise(lane):
            if two.at < one.at:
                broken.append(f"{name}: {two.number} was judged before {one.number}")
        for one, two in pairwise(first):
            if two.number < one.number:
                broken.append(f"{name}: {one.number} arrived before {two.number}")
    return broken


def said_once(seen: Evidence) -> list[str]:
    """No reply twice: each post is one row's; only as many more as nobody knows about."""
    sent = [each for each in seen.queued if each.state == "sent" and each.kind in TELLS]
    own = [each for each in sent if _number(each.replaces) != _number(each.remote_id)]
    by_remote = Counter((each.platform, _number(each.remote_id)) for each in own)
    broken = [
        f"{name[0]}: {name[1]} is the post of {n} rows" for name, n in by_remote.items() if n > 1
    ]
    posts = {(each.platform, each.id): each for each in seen.heard}
    broken += [
        f"{each.key} is said to be sent and never arrived"
        for each in sent
        if (each.platform, _number(each.remote_id)) not in posts
    ]
    strays = [post for name, post in posts.items() if name not in by_remote]
    doubtful = [each for each in seen.queued if each.state == "unknown" and each.kind in TELLS]
    return broken + _unexplained(strays, doubtful) + _answered_twice(seen)


def _unexplained(strays: Iterable[Heard], doubtful: Iterable[Queued]) -> list[str]:
    """Posts of which no row knows, beyond those of which a row says that nobody knows."""
    excuses = Counter((each.platform, _number(each.address)) for each in doubtful)
    broken = []
    for each in strays:
        name = (each.platform, each.place)
        excuses[name] -= 1
        if excuses[name] < 0:
            broken.append(f"{each.platform}: nobody queued the post {each.id} in {each.place}")
    return broken


def _answered_twice(seen: Evidence) -> list[str]:
    left = [each for each in seen.queued if each.kind in TELLS and each.state in LEFT]
    rows = Counter((each.platform, _number(each.reply_to)) for each in left)
    posts = Counter((each.platform, each.answers) for each in seen.heard if each.answers)
    return [
        f"{platform}: {answers} was answered {n} times, {rows[platform, answers]} were queued"
        for (platform, answers), n in posts.items()
        if n > rows[platform, answers]
    ]


def settled(seen: Evidence) -> list[str]:
    """In the end nothing waits: all is read, everything due was sent or given to a person."""
    return [f"{count} {what}" for what, count in seen.left.items() if count]


def shown(seen: Evidence) -> list[str]:
    """A send of which nobody knows what became is on a case, in front of a person."""
    cases = {each.id: each for each in seen.cases}
    lost = {key for each in seen.cases for key in each.lost}
    doubtful = [e for e in seen.queued if e.state == "unknown" and e.purpose == "answer"]
    held = {each.conversation for each in cases.values() if each.held_by in SHOWN}
    return [
        f"nobody is told that {each.key} may not have arrived"
        for each in doubtful
        if each.key not in lost and each.conversation not in held
    ]


def nobody_forgotten(seen: Evidence) -> list[str]:
    """Every open case has an owner and a time by which something happens."""
    broken = []
    for each in seen.cases:
        if each.status == "resolved":
            continue
        if each.held_by == "bot" and each.armed_at is None:
            broken.append(f"case {each.id} waits for the bot and no timer is set")
        if each.held_by != "bot" and not each.due_at:
            broken.append(f"case {each.id} waits for a person and is never due")
        if each.overdue:
            broken.append(f"case {each.id} is past its time and nobody moved it")
    return broken


def nothing_silent(seen: Evidence) -> list[str]:
    """Each trouble left at least one line."""
    return [f"{each.kind} of {each.target} left no line" for each in seen.blows if not each.shown]


def taken_up(seen: Evidence) -> list[str]:
    """What a killed process left is in other hands within ten seconds."""
    return [
        f"{wait:.1f} s until {role} went on after {blow.target} was killed"
        for role, blow, wait in redeliveries(seen)
        if wait > REDELIVERY_S
    ]


def redeliveries(seen: Evidence) -> list[tuple[str, Blow, float]]:
    """How long after each kill the last thing that its role had before it was done, in seconds.

    Time in which other trouble held it up does not count, nor what a later kill of the role did,
    nor that in which nobody of the role was up.
    """
    found = []
    for blow in (each for each in seen.blows if each.kind == "kill"):
        spans = _spans(seen).get(blow.role, ())
        waits = [_wait(seen, blow, done) for began, done in spans if began <= blow.began < done]
        found.append((blow.role, blow, max(waits, default=0.0)))
    return found


def _spans(seen: Evidence) -> Mapping[str, Sequence[tuple[float, float]]]:
    said = {(each.number, each.version): each.at for each in seen.said}
    known = [each for each in seen.judged if (each.number, each.version) in said]
    return {
        "listen": [(said[each.number, each.version], each.received_at) for each in known],
        "work": [(each.received_at, each.at) for each in known],
        "deliver": [(e.due_at, e.settled_at) for e in seen.queued if e.state == "sent"],
    }


def _wait(seen: Evidence, blow: Blow, done: float) -> float:
    same = [
        e.began for e in seen.blows if e.kind == "kill" and e.role == blow.role and e.began < done
    ]
    began = max([blow.began, *same])
    trouble = [each for each in seen.blows if each.kind in HINDERS]
    return _counted(began, done, [*trouble, *_absences(seen, blow.role)])


def _absences(seen: Evidence, role: str) -> list[Blow]:
    return [each for each in seen.absent if each.role == role]


def _counted(began: float, done: float, excuses: Sequence[Blow]) -> float:
    """The seconds in between that nothing excuses."""
    excused, reached = 0.0, began
    for each in sorted(excuses, key=lambda each: each.began):
        end = min(done, each.ended)
        excused += max(0.0, end - max(each.began, reached))
        reached = max(reached, end)
    return done - began - excused


def resumed(seen: Evidence) -> list[str]:
    """Ten seconds after the database is back, messages are read again."""
    return [
        f"{wait:.1f} s until work went on after: {blow.kind}"
        for blow, wait in resumptions(seen)
        if wait > RESUMES_S
    ]


def resumptions(seen: Evidence) -> list[tuple[Blow, float]]:
    """From the end of each outage of the database to the next verdict, in seconds; time in which
    nobody read or nobody listened does not count."""
    times = sorted(each.at for each in seen.judged)
    gone = [*_absences(seen, "work"), *_absences(seen, "listen")]
    found = []
    for blow in (each for each in seen.blows if each.kind in DATABASE):
        after = next((at for at in times if at > blow.ended), None)
        if after is not None:
            found.append((blow, _counted(blow.ended, after, gone)))
    return found


def none_died(seen: Evidence) -> list[str]:
    """Processes end only when they are killed, and take everything of theirs with them."""
    return [*seen.deaths, *(f"{each} outlived its process" for each in seen.orphans)]


def _number(remote_id: str) -> str:
    """The platform's own number of a post; what stands before it says where."""
    return remote_id.rpartition("/")[2]


PROMISES: Mapping[str, Callable[[Evidence], list[str]]] = {
    "every event has one verdict": once,
    "order in a conversation": in_order,
    "no reply twice": said_once,
    "everything is settled": settled,
    "unknown sends are shown": shown,
    "no case is forgotten": nobody_forgotten,
    "nothing is silent": nothing_silent,
    "redelivery within 10 s": taken_up,
    "back within 10 s of the database": resumed,
    "no process dies by itself": none_died,
}


def check(seen: Evidence) -> dict[str, list[str]]:
    """Each promise with what broke it."""
    return {name: promise(seen) for name, promise in PROMISES.items()}
