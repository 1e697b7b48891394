-- The article's version when what the public sees of this last changed; 0 while nobody has seen it. No two comments on
-- an article have the same, so that a reader who has seen one version knows which comments are newer.
alter table comment add column version bigint not null default 0;
create index comment_by_version on comment (article_id, version);
-- Its version when the article itself last changed, or was closed or withdrawn; its thread does not count.
alter table article add column own_version bigint not null default 0;
