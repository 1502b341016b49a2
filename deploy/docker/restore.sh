#!/bin/sh
# Takes an archive of backup.sh from standard input and puts it in the place of what stopped services have, in the same two folders.
set -eu
cd "$1"
rm -rf redis/unpacked
mkdir redis/unpacked
trap 'rm -rf redis/unpacked' EXIT
if ! tar -xf - -C redis/unpacked || [ ! -f redis/unpacked/redis/backup.rdb ]; then
  echo 'This is no whole backup; nothing was changed.' >&2
  exit 1
fi
sh "$(dirname "$0")/restore-redis.sh" redis < redis/unpacked/redis/backup.rdb
# A picture never changes, so what is there already is the same; more than there was does no harm.
cp -a redis/unpacked/images/. images/
