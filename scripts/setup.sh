# Set-up steps shared by ./run and ./check; sourced, not run. Each step is skipped when nothing changed since it last ended well.

say() { printf '%s\n' "$*" >&2; }
fail() { printf '\n✗ %s\n  → %s\n' "$1" "$2" >&2; exit 1; }
stamp_of() { cat "$@" 2>/dev/null | sha256sum | cut -d' ' -f1; }
fresh() { [ -f ".venv/stamps/$1" ] && [ "$(cat ".venv/stamps/$1")" = "$2" ]; }
remember() { mkdir -p .venv/stamps && printf '%s' "$2" >".venv/stamps/$1"; }

find_python() {
  for python in "${PYTHON:-}" python3.11 python3 python3.12 python3.13 python3.14; do
    [ -n "$python" ] && command -v "$python" >/dev/null &&
      "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' && { command -v "$python"; return; }
  done
  fail "No Python 3.11 or newer was found." "Debian: apt install python3 python3-venv; elsewhere set PYTHON=/path/to/python3.11"
}

# install_python LIST: .venv with the pinned packages of requirements/LIST.txt (check.txt holds all of run.txt)
install_python() {
  local list=$1 stamp log=.venv/install.log
  stamp=$(stamp_of "requirements/$list.txt")
  if [ ! -x .venv/bin/python ]; then
    say "  making .venv"
    "$(find_python)" -m venv .venv || { rm -rf .venv; fail "Python could not make a virtual environment." "Debian: apt install python3-venv, then run this again"; }
  fi
  fresh "python-$list" "$stamp" && return
  say "  installing Python packages (requirements/$list.txt, about a minute)"
  .venv/bin/python -m pip install --disable-pip-version-check -q --require-hashes -r "requirements/$list.txt" >"$log" 2>&1 ||
    { tail -n 5 "$log" >&2; fail "Installing the Python packages failed; the whole log is $log." "Check the network or the package mirror (pip config), then run this again"; }
  install_command
  [ "$list" = check ] && remember python-run "$(stamp_of requirements/run.txt)"
  remember "python-$list" "$stamp"
}

# .venv/bin/samutphok: the command, straight from this folder
install_command() {
  local packages
  packages=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
  printf '%s\n' "$PWD" >"$packages/samutphok.pth"
  printf '#!%s\nimport sys\n\nfrom samutphok.cli.main import main\n\nsys.exit(main())\n' "$PWD/.venv/bin/python" >.venv/bin/samutphok
  chmod +x .venv/bin/samutphok
}

# Node 20 or newer: the machine's own, or the one in the PyPI wheel
find_node() {
  if command -v node >/dev/null && command -v npm >/dev/null && node -e 'process.exit(+process.versions.node.split(".")[0] < 20 ? 1 : 0)'; then return; fi
  if [ ! -x .venv/bin/npm ]; then
    say "  installing Node from its Python wheel"
    .venv/bin/python -m pip install --disable-pip-version-check -q --require-hashes -r requirements/node.txt >.venv/install.log 2>&1 ||
      { tail -n 5 .venv/install.log >&2; fail "Node could not be installed." "Install Node 20 or newer, or check the package mirror, then run this again"; }
  fi
  PATH="$PWD/.venv/bin:$PATH"; export PATH
}

build_assets() {
  local stamp
  stamp=$(stamp_of package.json package-lock.json $(find samutphok/web/assets samutphok/web/templates -type f | sort))
  if fresh assets "$stamp" && [ -d samutphok/web/static/built ]; then return; fi
  find_node
  say "  building styles, scripts and maps"
  npm ci --no-fund --no-audit --loglevel=error >.venv/assets.log 2>&1 && npm run --silent build >>.venv/assets.log 2>&1 ||
    { tail -n 15 .venv/assets.log >&2; fail "Building the assets failed; the whole log is .venv/assets.log." "Check the network or the npm mirror, then run this again"; }
  remember assets "$stamp"
}

# The field app, after the assets: both write below static/built, and npm ci empties node_modules first
build_field() {
  local stamp
  stamp=$(stamp_of package.json package-lock.json $(find field patches -type f 2>/dev/null | sort))
  if fresh field "$stamp" && [ -f samutphok/web/static/built/field/sw.js ]; then return; fi
  find_node
  say "  building the field app"
  [ -d node_modules/vite ] || npm ci --no-fund --no-audit --loglevel=error >.venv/field.log 2>&1
  npm run --silent build:field >>.venv/field.log 2>&1 ||
    { tail -n 15 .venv/field.log >&2; fail "Building the field app failed; the whole log is .venv/field.log." "The message above names the file; when packages are missing, check the network or the npm mirror"; }
  remember field "$stamp"
}

build_translations() {
  local stamp
  stamp=$(stamp_of $(find samutphok -name '*.po' | sort))
  if fresh translations "$stamp" && ls samutphok/web/locale/*/LC_MESSAGES/django.mo >/dev/null 2>&1; then return; fi
  .venv/bin/python -m samutphok.cli.main translations || fail "The translations could not be compiled." "The message above names the file and line"
  remember translations "$stamp"
}

# The documents as a site in build/site. They are gathered first, so that links between folders hold there too.
build_documents() {
  local from=build/documents weight script
  rm -rf "$from" build/site && mkdir -p "$from/benchmarks"
  cp ./*.md LICENSE NOTICE "$from" && cp benchmarks/README.md "$from/benchmarks" && cp -r docs "$from/docs" && mkdir "$from/docs/site/fonts"
  for weight in 400 700; do
    for script in thai latin; do cp "node_modules/@fontsource/sarabun/files/sarabun-$script-$weight-normal.woff2" "$from/docs/site/fonts"; done
  done
  NO_MKDOCS_2_WARNING=1 .venv/bin/python -m mkdocs build --strict >build/documents.log 2>&1 || # with --quiet it would not count its warnings
    { grep -E "WARNING|ERROR" build/documents.log >&2; fail "The documents could not be built." "The message above names the file and the link"; }
}
