#!/bin/sh
# prepare.sh ROOT DATA BENCH HERE: copies WordPress to ROOT, makes a database in DATA and some empty posts in it
set -e
root=$1 data=$2 bench=$3 here=$4
[ -d "$root" ] || cp -rL /usr/share/wordpress "$root"
cp "$bench/wp-config.php" "$root/wp-config.php"
mkdir -p "$root/wp-content/mu-plugins"
cp "$bench/no-flood-limit.php" "$here/anonymous-comments.php" "$here/hold.php" "$here/moments.php" "$root/wp-content/mu-plugins/"
mariadb-install-db --no-defaults --user="$(id -un)" --auth-root-authentication-method=normal \
  --datadir="$data/mysql" --skip-test-db >/dev/null
mariadbd --no-defaults --user="$(id -un)" --datadir="$data/mysql" --socket="$data/db.sock" --skip-networking &
database=$!
trap 'kill $database; wait $database' EXIT
while [ ! -S "$data/db.sock" ]; do sleep 0.1; done
mariadb --no-defaults --socket="$data/db.sock" --user=root --execute='create database wordpress'
BENCH_DATABASE="$data/db.sock" php "$here/seed.php" "$root"
