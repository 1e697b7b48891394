-- The canonical page of the article, as its JSON says; empty if that could not be read. Null: not noted yet.
alter table article add column url text;
create index article_by_url on article (url);
-- Articles that are asked for elsewhere, and what was last answered there.
create table upstream (
    article_id    text not null primary key,
    body_hash     text not null,               -- of what stands in the article's row; empty once it was taken back there
    etag          text not null,               -- both as they came, empty if they did not: they are sent when it is asked again
    last_modified text not null
);
