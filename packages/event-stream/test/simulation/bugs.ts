/** Mistakes that somebody could make in the scripts. The simulation has to notice each of them. */
import type { SeededBug } from './connection.ts'

export const SEEDED_BUGS: SeededBug[] = [
  { name: 'an attempt begins without asking whose the entry is', in: 'start-effect', find: "if not owns(stream, group, entry, consumer) then return { 'lost' } end", put: '', rare: true },
  { name: 'a start is not recorded', in: 'start-effect', find: "effect .. ':state', 'attempting', ", put: '' },
  { name: 'a commit does not ask whose the entry is', in: 'commit-effect', find: ' or not owns(stream, group, entry, consumer)', put: '', rare: true },
  { name: 'a commit is forgotten', in: 'commit-effect', find: "redis.call('HSET', ledger, effect .. ':committed', attempt)", put: '' },
  { name: 'a successor takes every attempt for one that did not commit', in: 'take-event', find: "(newest and newest == committed) and '1' or '0'", put: "'0'" },
  { name: 'a successor does not wait for the end of an attempt', in: 'take-event', find: "int(math.max(0, tonumber(over_at or '0') - now))", put: "'0'", rare: true },
  { name: 'the entry is acknowledged before all is done', in: 'finish-effect', find: "if not settled then return { 'recorded' } end", put: '' },
  { name: 'the entry is never acknowledged', in: 'finish-effect', find: "redis.call('XACK', stream, group, entry)", put: '', rare: true },
  { name: 'nobody is told of what is unknown', in: 'finish-effect', find: "if state == 'unknown' and telling then", put: 'if false then' },
  { name: 'a parked event is not scheduled', in: 'finish-effect', find: "redis.call('ZADD', prefix .. 'parked', int(about), event_id)", put: '' },
  { name: 'entries are taken over before their lease has ended', in: 'reclaim', find: 'consumer, lease, cursor, most)', put: 'consumer, 0, cursor, most)' },
  { name: 'an event that returns is still parked', in: 'return-due', find: "set_state(prefix, ledger, event_id, 'pending', now)", put: '' }
]
