-- Of the file's content when it was read. While the article is withdrawn, that content does not bring it back.
alter table article add column file_hash text;
