#!/bin/sh
# prepare.sh ROOT DATA HERE: copies WordPress to ROOT, makes a database in DATA and fills it from DATA/seed.json
set -e
root=$1 data=$2 here=$3
[ -d "$root" ] || cp -rL /usr/share/wordpress "$root"
cp "$here/wp-config.php" "$root/wp-config.php"
mkdir -p "$root/wp-content/mu-plugins"
cp "$here/no-flood-limit.php" "$root/wp-content/mu-plugins/"
mariadb-install-db --no-defaults --user="$(id -un)" --auth-root-authentication-method=normal \
  --datadir="$data/mysql" --skip-test-db >/dev/null
mariadbd --no-defaults --user="$(id -un)" --datadir="$data/mysql" --socket="$data/db.sock" --skip-networking &
database=$!
trap 'kill $database; wait $database' EXIT
while [ ! -S "$data/db.sock" ]; do sleep 0.1; done
mariadb --no-defaults --socket="$data/db.sock" --user=root --execute='create database wordpress'
BENCH_DATABASE="$data/db.sock" php -d memory_limit=1G "$here/seed.php" "$root" "$data/seed.json"
