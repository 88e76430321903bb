"""Servers and the application as JSON."""

from __future__ import annotations

from typing import Any

from sandbox.discord.model import Guild, Json, Member
from sandbox.discord.payloads import (
    channel_json,
    iso,
    member_json,
    role_json,
    thread_json,
    user_json,
)
from sandbox.discord.world import World

NO_GUILD_EXTRAS: Json = {
    "icon": None,
    "description": None,
    "home_header": None,
    "splash": None,
    "discovery_splash": None,
    "features": [],
    "banner": None,
    "application_id": None,
    "region": "rotterdam",
    "afk_channel_id": None,
    "afk_timeout": 300,
    "system_channel_id": None,
    "system_channel_flags": 0,
    "widget_enabled": False,
    "widget_channel_id": None,
    "verification_level": 1,
    "default_message_notifications": 1,
    "mfa_level": 0,
    "explicit_content_filter": 0,
    "max_presences": None,
    "max_members": 500_000,
    "max_stage_video_channel_users": 50,
    "max_video_channel_users": 25,
    "vanity_url_code": None,
    "premium_tier": 0,
    "premium_subscription_count": 0,
    "rules_channel_id": None,
    "safety_alerts_channel_id": None,
    "public_updates_channel_id": None,
    "premium_progress_bar_enabled": False,
    "nsfw": False,
    "nsfw_level": 0,
    "emojis": [],
    "stickers": [],
    "incidents_data": None,
}
NO_APPLICATION_EXTRAS: Json = {
    "icon": None,
    "description": "",
    "type": None,
    "verify_key": "0" * 64,
    "redirect_uris": [],
    "interactions_endpoint_url": None,
    "role_connections_verification_url": None,
    "explicit_content_filter": 0,
    "team": None,
    "eligible_oauth2_scopes": ["bot", "applications.commands"],
    "bot_public": False,
    "bot_require_code_grant": False,
}
PORTAL_FLAGS = {"presences": 1 << 12, "members": 1 << 14, "message_content": 1 << 18}


def guild_json(guild: Guild) -> Json:
    """A server's own settings, without what is inside it."""
    return NO_GUILD_EXTRAS | {
        "id": str(guild.id),
        "name": guild.name,
        "owner_id": str(guild.owner),
        "preferred_locale": guild.locale,
        "roles": [role_json(each) for each in guild.roles.values()],
    }


def guild_create_json(world: World, guild: Guild, members: list[Member]) -> Json:
    """A server with what is inside it; `members` are those the session may see at once."""
    channels = [world.channel(each) for each in guild.channels]
    threads = [each for each in channels if each.thread and not each.thread.archived]
    empty: dict[str, list[Any]] = {
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }
    return (
        guild_json(guild)
        | empty
        | {
            "joined_at": iso(guild.members[world.bot.id].joined_at),
            "large": len(guild.members) >= 250,
            "unavailable": False,
            "member_count": len(guild.members),
            "members": [member_json(world, each) for each in members],
            "channels": [channel_json(world, each) for each in channels if not each.thread],
            "threads": [thread_json(world, each) for each in threads],
        }
    )


def application_json(world: World) -> Json:
    """The bot's application; its flags say which privileged intents are granted."""
    flags = sum(PORTAL_FLAGS[each] for each in world.settings.privileged)
    installed = len(world.own_guilds())
    return NO_APPLICATION_EXTRAS | {
        "id": str(world.bot.id),
        "name": world.bot.username,
        "flags": flags,
        "flags_new": str(flags),
        "owner": user_json(world.bot) | {"id": "1", "username": "nordex", "bot": False},
        "bot": user_json(world.bot),
        "approximate_guild_count": installed,
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
    }
