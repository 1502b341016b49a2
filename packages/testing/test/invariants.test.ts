/** The checker sees what it must see: each case breaks one promise, and nothing else. */
import t from 'tap'
import { checkInvariants, effectKey, type Fault, type Observation } from '../src/index.ts'

const KEY = effectKey('e1', 'email')
const fault = (over: Partial<Fault> = {}): Fault => ({ name: 'SIGKILL', in_flight: [], accepted: [], ...over })

function observed (over: Partial<Observation> = {}, email = 'done'): Observation {
  return {
    events: [{ event_id: 'e1', effects: ['email', 'report'] }, { event_id: 'e2', effects: ['report'] }],
    deliveries: [
      { event_id: 'e1', effects: { email: { state: email }, report: { state: 'done' } } },
      { event_id: 'e2', effects: { email: { state: 'skipped' }, report: { state: 'done' } } }
    ],
    arrivals: [{ event_id: 'e1', effect: 'report' }, { event_id: 'e2', effect: 'report' }, { event_id: 'e1', effect: 'email', name: '<1>' }],
    pending: 0,
    faults: [],
    resend: [],
    ...over
  }
}
const without = { arrivals: observed().arrivals.filter(({ effect }) => effect !== 'email') }
const twice = (name: string) => ({ arrivals: [...observed().arrivals, { event_id: 'e1', effect: 'email', name }] })

t.test('what is allowed', async (t) => {
  t.same(checkInvariants(observed()), { violations: [], faults: 0, events: 2, lost: 0, repeated: 0, unknown: 0, failed: 0 })
  const inFlight = { faults: [fault({ in_flight: [KEY] })] }
  t.match(checkInvariants(observed(inFlight, 'unknown')), { violations: [], unknown: 1, faults: 1 }, 'unknown, and arrived')
  t.match(checkInvariants(observed({ ...inFlight, ...without }, 'unknown')), { violations: [], unknown: 1 }, 'unknown, and did not')
  t.match(checkInvariants(observed(without, 'failed')), { violations: [], failed: 1 })
  t.match(checkInvariants(observed({ ...twice('<1>'), resend: ['email'], faults: [fault({ in_flight: [KEY], accepted: [KEY] })] })), { violations: [], repeated: 1 }, 'a duplicate with an excuse')
  t.match(checkInvariants(observed({ ...twice('<1>'), faults: [fault({ accepted: [KEY], forgetful: true })] })), { violations: [], repeated: 1 }, 'after a failover')
})

t.test('what is not', async (t) => {
  const cases: Array<[Observation, RegExp, object?]> = [
    [observed({ pending: 1 }), /1 still pending/],
    [observed(without), /e1 email: recorded as done, and never arrived/, { lost: 1 }],
    [observed(without, 'retry'), /e1 email: retry at the end/, { lost: 1 }],
    [observed(without, 'attempting'), /e1 email: attempting at the end/, { lost: 1 }],
    [observed(without, 'skipped'), /e1 email: skipped at the end/, { lost: 1 }],
    [observed({ deliveries: [observed().deliveries[1]!] }), /e1 email: not recorded at the end/, { lost: 2 }],
    [observed({}, 'failed'), /recorded as failed, and arrived/],
    [observed({}, 'unknown'), /unknown, and was not in flight/, { unknown: 1 }],
    [observed({ faults: [fault({ in_flight: [effectKey('e1', 'discord')] })] }, 'unknown'), /unknown, and was not in flight/],
    [observed(twice('<1>')), /arrived 2 times/, { repeated: 1 }],
    [observed({ ...twice('<1>'), resend: ['email'] }), /arrived 2 times/],
    [observed({ ...twice('<1>'), resend: ['email'], faults: [fault({ in_flight: [KEY] })] }), /arrived 2 times/],
    [observed({ ...twice('<1>'), faults: [fault({ in_flight: [KEY], accepted: [KEY] })] }), /arrived 2 times/],
    [observed({ ...twice('<2>'), resend: ['email'], faults: [fault({ accepted: [KEY] })] }), /under another name/],
    [observed({ arrivals: [...observed().arrivals, { event_id: 'e9', effect: 'email' }] }), /e9 email: happened, and was not due/],
    [observed({ arrivals: [...observed().arrivals, { event_id: 'e2', effect: 'email' }] }), /e2 email: happened, and was not due/],
    [observed({ deliveries: [...observed().deliveries, { event_id: 'e9', effects: {} }] }), /e9: a ledger without an event/],
    [observed({ events: [...observed().events, observed().events[0]!] }), /announced twice/]
  ]
  for (const [observation, expected, counts = {}] of cases) {
    const verdict = checkInvariants(observation)
    t.ok(verdict.violations.some((line) => expected.test(line)), `${expected.source}: ${verdict.violations.join('; ')}`)
    t.match(verdict, counts)
  }
})
