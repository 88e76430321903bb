"""What our account can see."""

from __future__ import annotations

from sandbox.twitter.model import Post
from sandbox.twitter.world import World


def visible(world: World, number: int) -> Post | None:
    """The post, unless it is gone or its author keeps it from us."""
    post = world.posts.get(number)
    return post if post and open_to_us(world, post) else None


def open_to_us(world: World, post: Post) -> bool:
    """Whether the author lets us read this."""
    author = world.user(post.author)
    if author.id == world.us.id:
        return True
    return not (author.suspended or author.blocks_us or author.protected)


def mentions_us(world: World, post: Post) -> bool:
    """Whether the post belongs on our mentions timeline."""
    return (
        post.author not in {world.us.id, *world.blocked}
        and not post.repost_of
        and world.us.id in {*post.mentions, *post.implicit}
        and open_to_us(world, post)
    )


def summons_us(world: World, post: Post, *, implicit: bool) -> bool:
    """Whether the author asked for our answer: by name in this very post, or by quoting us."""
    quoted = world.posts.get(post.quotes)
    called = {*post.mentions, *(post.implicit if implicit else ())}
    return world.us.id in called or (quoted is not None and quoted.author == world.us.id)
