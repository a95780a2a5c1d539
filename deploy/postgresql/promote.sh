#!/bin/sh
# Make the replica on this machine the primary server: deploy/postgresql/promote.sh [VERSION CLUSTER]
# The old primary must be off, and must not come back as it was: see docs/how-to/postgresql.md.
set -eu
version=${1:-15} cluster=${2:-main}
ask() { runuser -u postgres -- psql --cluster "$version/$cluster" -XAtqc "$1"; }

[ "$(ask 'SELECT pg_is_in_recovery()')" = t ] || { echo "This server is no replica: nothing is done." >&2; exit 2; }
echo "Received up to $(ask 'SELECT pg_last_wal_receive_lsn()'), the last change of $(ask 'SELECT pg_last_xact_replay_timestamp()')."
pg_ctlcluster "$version" "$cluster" promote
until [ "$(ask 'SELECT pg_is_in_recovery()')" = f ]; do sleep 0.2; done
echo "This server is the primary now."
