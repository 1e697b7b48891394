#!/bin/sh
# run.sh ROOT DATA PORT: MariaDB and PHP, with nginx in front on PORT, as one tree of processes
set -e
root=$1 data=$2 port=$3
mkdir -p "$data/tmp"
mariadbd --no-defaults --user="$(id -un)" --datadir="$data/mysql" --socket="$data/db.sock" --skip-networking &
cat > "$data/php.conf" <<END
[global]
error_log = $data/php.log
daemonize = no
[www]
user = $(id -un)
group = $(id -gn)
listen = $data/php.sock
pm = static
pm.max_children = 4
env[BENCH_DATABASE] = $data/db.sock
END
for php in /usr/sbin/php-fpm*; do :; done
# It leads a process group of its own, where no signal to the others reaches it.
setpriv --pdeathsig TERM "$php" --allow-to-run-as-root --nodaemonize --fpm-config "$data/php.conf" &
cat > "$data/nginx.conf" <<END
user $(id -un);
daemon off;
worker_processes 1;
pid $data/nginx.pid;
events { worker_connections 512; }
http {
  access_log off;
  include /etc/nginx/mime.types;
  client_body_temp_path $data/tmp; fastcgi_temp_path $data/tmp; proxy_temp_path $data/tmp;
  uwsgi_temp_path $data/tmp; scgi_temp_path $data/tmp;
  server {
    listen 127.0.0.1:$port;
    root $root;
    index index.php;
    location / { try_files \$uri \$uri/ /index.php?\$args; }
    location ~ \.php\$ {
      include /etc/nginx/fastcgi_params;
      fastcgi_param HTTP_HOST \$http_host;
      fastcgi_param SCRIPT_FILENAME \$document_root\$fastcgi_script_name;
      fastcgi_buffers 64 64k;
      fastcgi_pass unix:$data/php.sock;
    }
  }
}
END
while [ ! -S "$data/db.sock" ]; do sleep 0.05; done
exec nginx -c "$data/nginx.conf" -e "$data/nginx.log"
