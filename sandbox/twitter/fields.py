"""The field and expansion names of the API, and the query parameters that take them."""

from __future__ import annotations

from sandbox.twitter.schema import Reader, some_of


def words(text: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(text.split())


TWEET_FIELDS = words(
    "article attachments author_id card_uri community_id context_annotations conversation_id "
    "created_at display_text_range edit_controls edit_history_tweet_ids entities geo id "
    "in_reply_to_user_id lang media_metadata non_public_metrics note_tweet organic_metrics "
    "possibly_sensitive promoted_metrics public_metrics referenced_tweets reply_settings scopes "
    "source suggested_source_links suggested_source_links_with_counts text withheld"
)
EXPANSIONS = words(
    "article.cover_media article.media_entities attachments.media_keys "
    "attachments.media_source_tweet attachments.poll_ids author_id edit_history_tweet_ids "
    "entities.mentions.username geo.place_id in_reply_to_user_id entities.note.mentions.username "
    "referenced_tweets.id referenced_tweets.id.attachments.media_keys "
    "referenced_tweets.id.author_id"
)
USER_FIELDS = words(
    "affiliation confirmed_email connection_status created_at description entities id "
    "is_identity_verified location most_recent_tweet_id name parody pinned_tweet_id "
    "profile_banner_url profile_image_url protected public_metrics receives_your_dm subscription "
    "subscription_type url username verified verified_followers_count verified_type withheld"
)
USER_EXPANSIONS = words("affiliation.user_id most_recent_tweet_id pinned_tweet_id")
DM_FIELDS = words(
    "attachments created_at dm_conversation_id entities event_type id participant_ids "
    "referenced_tweets sender_id text"
)
DM_EXPANSIONS = words("attachments.media_keys participant_ids referenced_tweets.id sender_id")
MEDIA_FIELDS = words(
    "alt_text duration_ms height media_key non_public_metrics organic_metrics preview_image_url "
    "promoted_metrics public_metrics type url variants width"
)
POLL_FIELDS = words("duration_minutes end_datetime id options voting_status")
PLACE_FIELDS = words("contained_within country country_code full_name geo id name place_type")
USAGE_FIELDS = words(
    "cap_reset_day daily_client_app_usage daily_project_usage project_cap project_id project_usage"
)

TWEET_VIEW: dict[str, Reader] = {
    "tweet.fields": some_of(TWEET_FIELDS),
    "expansions": some_of(EXPANSIONS),
    "user.fields": some_of(USER_FIELDS),
    "media.fields": some_of(MEDIA_FIELDS),
    "poll.fields": some_of(POLL_FIELDS),
    "place.fields": some_of(PLACE_FIELDS),
}
USER_VIEW: dict[str, Reader] = {
    "user.fields": some_of(USER_FIELDS),
    "expansions": some_of(USER_EXPANSIONS),
    "tweet.fields": some_of(TWEET_FIELDS),
}
DM_VIEW: dict[str, Reader] = {
    "dm_event.fields": some_of(DM_FIELDS),
    "expansions": some_of(DM_EXPANSIONS),
    "user.fields": some_of(USER_FIELDS),
    "tweet.fields": some_of(TWEET_FIELDS),
    "media.fields": some_of(MEDIA_FIELDS),
}
