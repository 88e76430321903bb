#!/bin/sh
# `make lock`: the versions of everything (requirements.lock, which `make run` and `make test` go
# by), and the same with the hash of every file, for all processors and Pythons: what runs
# (requirements.hashed.lock) and what builds it (requirements.build.lock). What is locked already
# keeps its version as long as pyproject.toml allows it; --upgrade takes the newest.
set -eu
compile="$1 pip compile --quiet --universal --python-version 3.11.2 --no-annotate --no-header"
shift
# shellcheck disable=SC2086
$compile "$@" --extra dev --output-file requirements.lock pyproject.toml
# shellcheck disable=SC2086
$compile --generate-hashes --constraint requirements.lock --output-file requirements.hashed.lock pyproject.toml
# shellcheck disable=SC2086
sed -n 's/^requires = \["\(.*\)"\].*/\1/p' pyproject.toml |
  $compile --generate-hashes --output-file requirements.build.lock -
