create table article (
    id            text     not null primary key,   -- the publisher's own name for it
    site          text     not null,               -- whose it is
    json          text,                            -- the article; null once withdrawn, its thread stays
    file          text,                            -- where in the site's folder it was read from
    file_stamp    text,                            -- what that file looked like when it was read
    closed        smallint not null,               -- 1: no more comments
    version       bigint   not null,               -- raised by every write to article or thread
    comment_total bigint   not null                -- published comments, replies included
);
create index article_by_site on article (site, id);
