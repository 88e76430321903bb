#!/bin/sh
# Makes the secrets that compose.yaml needs and nobody has to know; keeps what is there.
set -eu
cd "$(dirname "$0")/secrets"
umask 077
if [ ! -s database_password ]; then
  head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n' > database_password
fi
if [ ! -s storage_url ]; then
  printf 'postgresql://skerry:%s@database/skerry' "$(cat database_password)" > storage_url
fi
if [ ! -s sealing_key ]; then
  head -c 32 /dev/urandom | base64 | tr -d '\n' > sealing_key
fi
# Containers read them as another user; the folder itself lets nobody in.
chmod 644 database_password storage_url sealing_key
chmod 700 .
