create table publisher_key (
    id            text   not null primary key,
    site          text   not null,                 -- whose articles it may write
    label         text   not null,                 -- who holds it, for the operator
    key_hash      text   not null unique,          -- the key itself is shown once and not stored
    created_at_ms bigint not null,
    revoked_at_ms bigint
);
