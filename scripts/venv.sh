#!/bin/sh
# Makes the virtual environment; on a bare Debian the module for it is a package of its own.
set -eu
python=$1 venv=$2
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
  { echo "Skerry needs Python 3.11 or newer; $python is $("$python" -V 2>&1)." >&2; exit 1; }
if ! "$python" -m venv "$venv" >/dev/null 2>&1; then
  rm -rf "$venv"
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing python3-venv …"
    apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null
    "$python" -m venv "$venv"
  else
    echo "Python's venv module is missing. Install it (Debian: sudo apt-get install python3-venv) and run make again." >&2
    exit 1
  fi
fi
