//! The SQL of messages. What crosses shops is in functions (`migrations/0021_messages.sql`).

use crate::error::{Error, unreadable};
use chrono::{DateTime, Utc};
use domain::Language;
use domain::messages::{
    AT_ONCE, Channel, Facts, ForgetTemplate, LEASE, Message, MessageId, MessageKind, MessageState,
    MoveMessage, Next, SENDINGS, SaveTemplate, TemplateStands,
};
use domain::shops::ShopId;
use domain::staff::StaffId;
use sqlx::types::Json;
use sqlx::{FromRow, PgPool};
use uuid::Uuid;

/// Whose messages are seen.
#[derive(Clone, Copy)]
pub struct Seen {
    /// Of one shop; none: of all that the login may see.
    pub shop: Option<ShopId>,
    /// Of the shops in which that person works; none: of all.
    pub works: Option<StaffId>,
}

#[derive(FromRow)]
struct MessageRow {
    message_id: i64,
    shop: String,
    kind: String,
    channel: String,
    address: String,
    state: String,
    tries: i32,
    written_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    sent_at: Option<DateTime<Utc>>,
    fault: Option<String>,
    text: Option<String>,
}

impl TryFrom<MessageRow> for Message {
    type Error = Error;

    fn try_from(row: MessageRow) -> Result<Message, Error> {
        Ok(Message {
            id: MessageId(row.message_id),
            shop: row.shop,
            kind: kind(&row.kind)?,
            channel: channel(&row.channel)?,
            to: row.address,
            state: state(&row.state)?,
            tries: row.tries.unsigned_abs(),
            written_at: row.written_at,
            expires_at: row.expires_at,
            sent_at: row.sent_at,
            fault: row.fault,
            text: row.text,
        })
    }
}

pub(super) fn kind(word: &str) -> Result<MessageKind, Error> {
    MessageKind::from_word(word).ok_or_else(|| unreadable("message", "kind", word).into())
}

pub(super) fn channel(word: &str) -> Result<Channel, Error> {
    Channel::from_word(word).ok_or_else(|| unreadable("message", "channel", word).into())
}

pub(super) fn state(word: &str) -> Result<MessageState, Error> {
    MessageState::from_word(word).ok_or_else(|| unreadable("message", "state", word).into())
}

pub(super) fn language(word: &str) -> Result<Language, Error> {
    match word {
        "fr" => Ok(Language::Fr),
        "en" => Ok(Language::En),
        _ => Err(unreadable("message", "language", word).into()),
    }
}

pub(crate) fn language_word(language: Language) -> &'static str {
    match language {
        Language::Fr => "fr",
        Language::En => "en",
    }
}

/// The last messages that stand in one of these states, the newest first.
pub async fn list(
    database: &PgPool,
    seen: Seen,
    stands: &[MessageState],
) -> Result<Vec<Message>, Error> {
    let rows: Vec<MessageRow> = sqlx::query_as(
        "SELECT message_id, shop.code AS shop, kind, channel,
                CASE channel WHEN 'sms' THEN phone ELSE email END AS address,
                state, tries, written_at, expires_at, sent_at, fault, text
         FROM message JOIN shop USING (shop_id)
         WHERE shop_id = coalesce($1, shop_id)
           AND ($2::bigint IS NULL OR EXISTS (
               SELECT FROM staff_shop WHERE staff_shop.staff_id = $2 AND staff_shop.shop_id = message.shop_id))
           AND state = ANY ($3)
         ORDER BY message_id DESC LIMIT 100",
    )
    .bind(seen.shop.map(|it| it.0))
    .bind(seen.works.map(|it| it.0))
    .bind(stands.iter().map(|it| it.word()).collect::<Vec<_>>())
    .fetch_all(database)
    .await?;
    rows.into_iter().map(Message::try_from).collect()
}

/// What the last message of a kind knew.
pub async fn last_facts(
    database: &PgPool,
    seen: Seen,
    kind: MessageKind,
) -> Result<Option<Facts>, Error> {
    let facts: Option<Json<Facts>> = sqlx::query_scalar(
        "SELECT facts FROM message
         WHERE kind = $3 AND shop_id = coalesce($1, shop_id)
           AND ($2::bigint IS NULL OR EXISTS (
               SELECT FROM staff_shop WHERE staff_shop.staff_id = $2 AND staff_shop.shop_id = message.shop_id))
         ORDER BY message_id DESC LIMIT 1",
    )
    .bind(seen.shop.map(|it| it.0))
    .bind(seen.works.map(|it| it.0))
    .bind(kind.word())
    .fetch_optional(database)
    .await?;
    Ok(facts.map(|Json(facts)| facts))
}

/// Brings a message to where a person says; where it stood, and whether that was done. What is sent again
/// has all its tries before it, and makes sense for as long as a new one.
pub async fn decide(
    database: &PgPool,
    seen: Seen,
    call: &MoveMessage,
    by: StaffId,
) -> Result<Option<(MessageState, bool)>, Error> {
    let kinds: Vec<_> = SENDINGS.iter().map(|it| it.kind.word()).collect();
    let lasts: Vec<_> = SENDINGS.iter().map(|it| it.lasts.num_seconds()).collect();
    let found: Option<(String, bool)> = sqlx::query_as(
        "WITH known AS MATERIALIZED (
             SELECT message_id, state, now() + (
                        SELECT make_interval(secs => seconds) FROM unnest($7::text[], $8::bigint[]) AS it (kind, seconds)
                        WHERE it.kind = message.kind) AS lasts_until
             FROM message
             WHERE message_id = $1 AND shop_id = coalesce($2, shop_id)
               AND ($3::bigint IS NULL OR EXISTS (
                   SELECT FROM staff_shop WHERE staff_shop.staff_id = $3 AND staff_shop.shop_id = message.shop_id))
             FOR UPDATE
         ), moved AS (
             UPDATE message SET state = $5, moved_by = $6,
                    sent_at = CASE $5 WHEN 'sent' THEN now() END,
                    tries = CASE $5 WHEN 'to_send' THEN 0 ELSE tries END,
                    due_at = CASE $5 WHEN 'to_send' THEN now() ELSE due_at END,
                    expires_at = CASE $5 WHEN 'to_send' THEN lasts_until ELSE expires_at END
             FROM known WHERE message.message_id = known.message_id AND known.state = $4
             RETURNING message.message_id
         )
         SELECT state, EXISTS (SELECT FROM moved) FROM known",
    )
    .bind(call.message.0)
    .bind(seen.shop.map(|it| it.0))
    .bind(seen.works.map(|it| it.0))
    .bind(call.from.word())
    .bind(call.to.word())
    .bind(by.0)
    .bind(kinds)
    .bind(lasts)
    .fetch_optional(database)
    .await?;
    found.map(|(word, moved)| Ok((state(&word)?, moved))).transpose()
}

#[derive(FromRow)]
struct ClaimedRow {
    message_id: i64,
    kind: String,
    channel: String,
    phone: Option<String>,
    email: Option<String>,
    language: String,
    facts: Json<Facts>,
    typed: Option<String>,
    tries: i32,
    expires_at: DateTime<Utc>,
    claimed_at: DateTime<Utc>,
}

/// A message that this terminal has to itself, until [`LEASE`] is over.
pub struct Claimed {
    pub id: MessageId,
    pub kind: MessageKind,
    pub channel: Channel,
    /// The number or the address.
    pub to: String,
    /// Whether the person can be reached by the other channel, too.
    pub has_other: bool,
    pub language: Language,
    pub facts: Facts,
    /// What somebody wrote by hand; none: it is worded.
    pub typed: Option<String>,
    /// Which try this is, from 1.
    pub nth: u32,
    pub expires_at: DateTime<Utc>,
    /// When it was claimed, by the server's clock.
    pub claimed_at: DateTime<Utc>,
}

impl TryFrom<ClaimedRow> for Claimed {
    type Error = Error;

    fn try_from(row: ClaimedRow) -> Result<Claimed, Error> {
        let (kind, channel) = (kind(&row.kind)?, channel(&row.channel)?);
        let (to, other) = match channel {
            Channel::Sms => (row.phone, row.email),
            Channel::Email => (row.email, row.phone),
        };
        Ok(Claimed {
            id: MessageId(row.message_id),
            kind,
            channel,
            to: to.ok_or_else(|| unreadable("message", channel.word(), ""))?,
            has_other: other.is_some() && kind.sending().channels.contains(&channel.other()),
            language: language(&row.language)?,
            facts: row.facts.0,
            typed: row.typed,
            nth: row.tries.unsigned_abs(),
            expires_at: row.expires_at,
            claimed_at: row.claimed_at,
        })
    }
}

/// Claims a few messages of these channels, of any shop.
pub async fn claim(
    database: &PgPool,
    terminal: Uuid,
    channels: &[Channel],
) -> Result<Vec<Claimed>, Error> {
    let told = SENDINGS.iter().filter(|it| it.is_told).map(|it| it.kind.word());
    let rows: Vec<ClaimedRow> = sqlx::query_as(
        "SELECT message_id, kind, channel, phone, email, language, facts, typed, tries, expires_at,
                clock_timestamp() AS claimed_at
         FROM claim_messages($1, $2, $3, $4, $5)",
    )
    .bind(terminal)
    .bind(channels.iter().map(|it| it.word()).collect::<Vec<_>>())
    .bind(told.collect::<Vec<_>>())
    .bind(i32::try_from(AT_ONCE).unwrap_or(1))
    .bind(LEASE)
    .fetch_all(database)
    .await?;
    // One that cannot be read is nobody's to send: its lease runs out, and a person sees it.
    let (read, unread): (Vec<_>, Vec<_>) =
        rows.into_iter().map(Claimed::try_from).partition(Result::is_ok);
    for error in unread.into_iter().filter_map(Result::err) {
        tracing::error!(?error, "a message cannot be read");
    }
    Ok(read.into_iter().filter_map(Result::ok).collect())
}

/// Notes what becomes of a message after its try; false where its lease was over, or it is noted already.
pub async fn record(
    database: &PgPool,
    terminal: Uuid,
    claimed: &Claimed,
    next: &Next,
    (fault, text): (Option<&str>, Option<&str>),
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar("SELECT record_try($1, $2, $3, $4, $5, $6, $7, $8)")
        .bind(terminal)
        .bind(claimed.id.0)
        .bind(i32::try_from(claimed.nth).unwrap_or(i32::MAX))
        .bind(next.state.word())
        .bind(next.channel.word())
        .bind(next.at)
        .bind(fault)
        .bind(text)
        .fetch_one(database)
        .await
}

#[derive(FromRow)]
struct TemplateRow {
    kind: String,
    channel: String,
    language: String,
    subject: Option<String>,
    text: String,
    version: i64,
    by: String,
    set_at: DateTime<Utc>,
}

/// The templates that managers have written. Those of a newer program's kinds are left out.
pub async fn templates(database: &PgPool) -> Result<Vec<TemplateStands>, Error> {
    let rows: Vec<TemplateRow> = sqlx::query_as(
        "SELECT kind, channel, language, subject, text, version, coalesce(staff.name, '') AS by, set_at
         FROM message_template LEFT JOIN staff ON staff_id = set_by",
    )
    .fetch_all(database)
    .await?;
    let known = rows.into_iter().filter(|row| MessageKind::from_word(&row.kind).is_some());
    known
        .map(|row| {
            Ok(TemplateStands {
                kind: kind(&row.kind)?,
                channel: channel(&row.channel)?,
                language: language(&row.language)?,
                subject: row.subject,
                text: row.text,
                version: row.version,
                set: Some((row.by, row.set_at)),
            })
        })
        .collect()
}

/// One of them, if it was written.
pub async fn template(
    database: &PgPool,
    (kind, channel, language): (MessageKind, Channel, Language),
) -> Result<Option<(Option<String>, String)>, sqlx::Error> {
    sqlx::query_as(
        "SELECT subject, text FROM message_template WHERE (kind, channel, language) = ($1, $2, $3)",
    )
    .bind(kind.word())
    .bind(channel.word())
    .bind(language_word(language))
    .fetch_optional(database)
    .await
}

/// Keeps a template, unless another version than was read is there; which version it is then.
pub async fn save(
    database: &PgPool,
    call: &SaveTemplate,
    subject: Option<&str>,
    by: StaffId,
) -> Result<Option<i64>, sqlx::Error> {
    sqlx::query_scalar(
        "INSERT INTO message_template AS known (kind, channel, language, subject, text, set_by)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT ON CONSTRAINT message_template_key DO UPDATE
         SET subject = excluded.subject, text = excluded.text, set_by = excluded.set_by, set_at = now(),
             version = known.version + 1
         WHERE known.version = $7
         RETURNING version",
    )
    .bind(call.kind.word())
    .bind(call.channel.word())
    .bind(language_word(call.language))
    .bind(subject)
    .bind(&call.text)
    .bind(by.0)
    .bind(call.version)
    .fetch_optional(database)
    .await
}

/// Takes a template away.
pub async fn forget(database: &PgPool, call: &ForgetTemplate) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM message_template WHERE (kind, channel, language) = ($1, $2, $3)")
        .bind(call.kind.word())
        .bind(call.channel.word())
        .bind(language_word(call.language))
        .execute(database)
        .await?;
    Ok(())
}
