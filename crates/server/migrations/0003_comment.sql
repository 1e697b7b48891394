create table comment (
    id           text     not null primary key,    -- minted by the server, sorts by time
    article_id   text     not null references article (id),
    parent_id    text     references comment (id),
    path         text     not null unique,         -- ids of its ancestors and its own, joined: a branch is a range
    depth        smallint not null,                -- 0 on the article itself
    status       smallint not null,                -- 0 pending, 1 published, 2 removed
    shown        smallint not null,                -- 1: published, or removed with shown replies
    reply_count  bigint   not null,                -- shown comments below it, at any depth
    likes        bigint   not null,
    score        bigint   not null,                -- likes and replies: what "best" sorts by
    author_name  text     not null,                -- empty once removed
    source       text     not null,                -- what was typed; empty once removed
    body         text     not null,                -- rich text as JSON; made from source
    edit_source  text,                             -- an edit that waits for a moderator
    edit_body    text,
    edit_at_ms   bigint,
    key_hash     text     unique,                  -- of the key it was posted with; kept after removal
    request_hash text     not null,                -- of article, parent and text as first posted
    posted_at_ms bigint   not null,
    edited_at_ms bigint                            -- when source last changed
);
create index comment_shown_by_path on comment (article_id, path) where shown = 1;
create index comment_root_by_time on comment (article_id, posted_at_ms, id) where depth = 0 and shown = 1;
create index comment_root_by_score on comment (article_id, score, id) where depth = 0 and shown = 1;
create index comment_by_request on comment (article_id, request_hash);
create index comment_pending on comment (id) where status = 0;
create index comment_edited on comment (id) where edit_source is not null;
