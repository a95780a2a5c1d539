#!/bin/sh
# Print conf.d/varmsu-upstream.conf for these ports: deploy/nginx/upstream.sh 8511 8512
set -eu
[ $# -gt 0 ] || { echo "usage: $0 PORT..." >&2; exit 2; }
echo "# The processes that serve pages: /etc/nginx/conf.d/varmsu-upstream.conf, written by deploy/nginx/upstream.sh PORT..."
echo "upstream varmsu {"
echo "    hash \$varmsu_place consistent;"
for port in "$@"; do echo "    server 127.0.0.1:$port max_fails=2 fail_timeout=5s;"; done
echo "    keepalive 32;"
echo "}"
