#!/bin/sh
# Puts a backup (an RDB on standard input) in the place of what a stopped Redis has in the folder that is the first argument.
# What was there is kept beside it until the next restore. Nothing is touched before the backup has been found whole.
set -eu
cd "$1"
rm -rf restoring
mkdir restoring
trap 'rm -rf restoring' EXIT
cat > restoring/backup.rdb
redis-check-rdb restoring/backup.rdb > restoring/check.log || true
# `redis-cli --rdb -` leaves its end mark behind the data; as the base of an append-only file it would be taken for commands.
length=$(sed -n 's/^\[offset \([0-9]*\)\] Checksum OK.*/\1/p' restoring/check.log)
if [ -z "$length" ]; then
  cat restoring/check.log >&2
  echo 'This is no whole backup; nothing was changed.' >&2
  exit 1
fi
head -c "$length" restoring/backup.rdb > restoring/appendonly.aof.1.base.rdb
rm restoring/backup.rdb restoring/check.log
# Redis starts from its append-only file alone, so the backup becomes that file's base.
echo 'file appendonly.aof.1.base.rdb seq 1 type b' > restoring/appendonly.aof.manifest
rm -rf before-restore
if [ -e appendonlydir ]; then mv appendonlydir before-restore; fi
mv restoring appendonlydir
# Whoever restores: it belongs to whom the folder belongs to.
chown -R "$(stat -c %u:%g .)" appendonlydir
trap - EXIT
sync
echo 'Restored. Start Redis again.'
