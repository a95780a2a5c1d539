#!/bin/sh
# Print conf.d/varmsu-upstream.conf for these ports: deploy/nginx/upstream.sh 8501 8502 [--next 8511 8512]
# Those after --next are asked where the first say that they cannot answer: during an upgrade, the new version.
set -eu
[ $# -gt 0 ] || { echo "usage: $0 PORT... [--next PORT...]" >&2; exit 2; }
serving="" next="" into=serving
for word in "$@"; do
    case "$into $word" in
        *" --next") into=next ;;
        serving*) serving="$serving $word" ;;
        *) next="$next $word" ;;
    esac
done
group() {
    name=$1
    shift
    echo "upstream $name {"
    echo "    hash \$varmsu_place consistent;"
    for port in "$@"; do echo "    server 127.0.0.1:$port max_fails=2 fail_timeout=5s;"; done
    echo "    keepalive 32;"
    echo "}"
}
echo "# The processes that serve pages: /etc/nginx/conf.d/varmsu-upstream.conf, written by deploy/nginx/upstream.sh"
# shellcheck disable=SC2086 # lists of ports
group varmsu $serving
# shellcheck disable=SC2086
group varmsu_next ${next:-$serving}
