-- Was the canonical page letter by letter.
drop index article_by_url;
alter table article drop column url;
-- The article's canonical page: host, path and query, as store/alias.rs spells it; null while nobody has looked, empty
-- if it has none.
alter table article add column page text;
create index article_by_page on article (page, id);
create index article_without_page on article (id) where page is null;
create table alias (
    name          text   not null primary key,     -- an id that was; `//host/path?query` of a page; `//host` that moved
    article_id    text   references article (id),  -- whose they are; null for a host
    host          text,                            -- to where a host moved
    created_at_ms bigint not null
);
create index alias_by_article on alias (article_id);
