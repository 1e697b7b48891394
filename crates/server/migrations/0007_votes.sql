alter table comment add column author_badge text;   -- what the author is to the site; only its publisher says so
alter table comment add column reports bigint not null default 0;   -- readers whose report is not dismissed
-- From now on the lower bound of the share of readers who like it (store/score.rs). Nobody has liked anything yet.
update comment set score = 0 where score <> 0;
create table vote (                                 -- one like
    comment_id  text not null references comment (id),
    reader_hash text not null,                      -- of a reader token's random id
    primary key (comment_id, reader_hash)
);
create table report (
    id              text   not null primary key,    -- minted by the server, sorts by time
    comment_id      text   not null references comment (id),
    reader_hash     text,                           -- null: sent without a reader token
    reason          text   not null,
    note            text   not null,                -- for moderators; empty if nothing was said
    reported_at_ms  bigint not null,
    dismissed_at_ms bigint,
    unique (comment_id, reader_hash)
);
create index report_open on report (comment_id) where dismissed_at_ms is null;
