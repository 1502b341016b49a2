#!/bin/sh
# Writes an archive of everything that is kept to standard output: Redis as it is at one moment, and the pictures. The folder that is the
# first argument holds both volumes, as redis/ and images/. Redis goes on serving.
set -eu
cd "$1"
trap 'rm -f redis/backup.rdb' EXIT
redis-cli -u "${REDIS_URL:-redis://redis:6379}" --rdb redis/backup.rdb >&2
# Pictures that came after that moment are of no auction yet, and do no harm.
tar -cf - redis/backup.rdb images
