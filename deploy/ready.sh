#!/bin/sh
# Wait until the processes on these ports can serve pages: deploy/ready.sh 8501 8502
# ASK=_stcore/health waits only until they run, whatever the state of the warehouse.
set -eu
[ $# -gt 0 ] || { echo "usage: $0 PORT..." >&2; exit 2; }
for port in "$@"; do
    tries=0
    until [ "$(curl -s -o /dev/null -w '%{http_code}' --max-time 10 "http://127.0.0.1:$port/${ASK:-readyz}")" = 200 ]; do
        tries=$((tries + 1))
        [ $tries -lt "${TRIES:-300}" ] || { echo "$port is not ready: $(curl -s --max-time 10 "http://127.0.0.1:$port/${ASK:-readyz}")" >&2; exit 1; }
        sleep 0.2
    done
done
echo "Ready: $*"
