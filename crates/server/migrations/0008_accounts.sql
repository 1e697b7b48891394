-- Who signed in. Neither addresses nor names at providers are kept, only what tells that they are the same again.
create table account (
    id            text   not null primary key,
    site          text   not null,                 -- whose reader it is
    kind          text   not null,                 -- how they sign in: email, partner, oidc
    subject_hash  text   not null,                 -- keyed hash of the address, or of the name they have there
    name          text   not null,                 -- as last given
    created_at_ms bigint not null,
    unique (site, kind, subject_hash)
);
alter table comment add column account_id text references account (id);
-- A code was sent by e-mail.
create table email_challenge (
    id_hash       text     not null primary key,   -- of what the reader's page holds
    site          text     not null,
    origin        text     not null,               -- of that page; empty for a program
    subject_hash  text     not null,               -- as in account
    name          text     not null,
    code_hash     text     not null,               -- keyed, since a code is short
    tries_left    smallint not null,
    expires_at_ms bigint   not null
);
create index email_challenge_by_end on email_challenge (expires_at_ms);
-- A reader is at a provider of OpenID Connect.
create table oidc_challenge (
    id_hash       text     not null primary key,   -- of what the reader's page holds
    state_hash    text     not null unique,        -- of what the provider sends back
    site          text     not null,
    origin        text     not null,
    account_id    text     references account (id), -- who it turned out to be
    expires_at_ms bigint   not null
);
create index oidc_challenge_by_end on oidc_challenge (expires_at_ms);
