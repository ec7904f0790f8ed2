# A PostgreSQL cluster of our own for tests and benchmarks: start_postgres sets postgres_url, stop_postgres ends and removes it.
# PostgreSQL refuses to run as root, so root starts it as the user postgres.

as_postgres() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --init-groups env HOME="$postgres_home" "$@"; else "$@"; fi; }

start_postgres() {
  postgres_bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
  postgres_home=$(mktemp -d "${TMPDIR:-/tmp}/samutphok-postgres.XXXXXX")
  if [ "$(id -u)" = 0 ]; then chown postgres "$postgres_home"; fi
  local port
  port=$(.venv/bin/python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  (cd "$postgres_home" && as_postgres "$postgres_bin/initdb" -D "$postgres_home/cluster" -U samutphok -A trust -E UTF8 --locale=C.UTF-8 >"$postgres_home.log" 2>&1) ||
    { tail -n 5 "$postgres_home.log" >&2; fail "PostgreSQL could not be set up." "See $postgres_home.log"; }
  (cd "$postgres_home" && as_postgres "$postgres_bin/pg_ctl" -D "$postgres_home/cluster" -w -l "$postgres_home/server.log" \
    -o "-p $port -k $postgres_home -c listen_addresses=127.0.0.1 ${POSTGRES_OPTIONS:-}" start >>"$postgres_home.log" 2>&1) ||
    { tail -n 5 "$postgres_home/server.log" >&2; fail "PostgreSQL did not start." "See $postgres_home/server.log"; }
  as_postgres "$postgres_bin/createdb" -h 127.0.0.1 -p "$port" -U samutphok samutphok
  postgres_url="postgresql://samutphok@127.0.0.1:$port/samutphok"
}

stop_postgres() {
  (cd "$postgres_home" && as_postgres "$postgres_bin/pg_ctl" -D "$postgres_home/cluster" -m fast stop >/dev/null 2>&1) || true
  rm -rf "$postgres_home" "$postgres_home.log"
}
