create table setting (
    name  text not null primary key,
    value text not null
);
