/** What is asked of the `ops` command: its arguments, checked, or one sentence that says what is wrong. */
import { parseArgs } from 'node:util'
import { DELIVERY_STATES, type DeliveryState } from '@martelo/event-stream'

export const USAGE = `usage: ops <command> [--json]

  pipeline                      what waits, what is in hand, who works, which remotes are away
  list [--state <state>]        deliveries, the latest change first
       [--limit <n>] [--cursor <text>]
                                <state>: ${DELIVERY_STATES.join(', ')}
  show <event>                  one delivery, with the errors and receipts of its effects
  resend <event> [<effect>]     try again what is unknown or failed; without an effect, all of it
  mark-done <event> <effect>    say that it has happened [--by <who>]
  drain [--parked]              wait until nothing is waiting or in hand, nor parked if so asked
        [--timeout <seconds>]   300 unless given

<event> is an event's or an auction's id. --json prints JSON, for programs. Redis is the one of REDIS_URL (or REDIS_CLUSTER_NODES);
without it, that of the running \`npm start\`, whose folder --data names (.data unless given).
It ends with 0 when it did what was asked, 1 when that cannot be done, 2 when it was asked wrongly, 3 when Redis cannot be reached.
`

export type Command =
  | { name: 'pipeline' }
  | { name: 'list', state: DeliveryState | null, limit: number, cursor: string | null }
  | { name: 'show', event_id: string }
  | { name: 'resend', event_id: string, effect: string | null }
  | { name: 'mark-done', event_id: string, effect: string, by: string | null }
  | { name: 'drain', parked: boolean, timeout_ms: number }

export interface Asked { command: Command, json: boolean, data: string }

/** The command was asked for wrongly. */
export class UsageError extends Error {}

/** @returns 'help' when that is what is asked for. @throws UsageError */
export function readArguments (args: string[]): Asked | 'help' {
  const { values, positionals } = parse(args)
  if (values.help) return 'help'
  const [name, ...rest] = positionals
  return { command: commandOf(name, rest, values), json: values.json, data: values.data }
}

function parse (args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        json: { type: 'boolean', default: false },
        data: { type: 'string', default: '.data' },
        state: { type: 'string' },
        limit: { type: 'string', default: '20' },
        cursor: { type: 'string' },
        by: { type: 'string' },
        parked: { type: 'boolean', default: false },
        timeout: { type: 'string', default: '300' }
      }
    })
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

type Values = ReturnType<typeof parse>['values']

function commandOf (name: string | undefined, rest: string[], values: Values): Command {
  const [first, second] = rest
  const atMost = (count: number) => { if (rest.length > count) throw new UsageError(`${name} does not take ${JSON.stringify(rest[count])}`) }
  const event = () => {
    if (first === undefined) throw new UsageError(`${name} needs an event's id`)
    return /^(evt|entry|unknowns)_/.test(first) ? first : `evt_${first}`
  }
  switch (name) {
    case undefined: throw new UsageError('no command was given')
    case 'pipeline':
      atMost(0)
      return { name }
    case 'list':
      atMost(0)
      return { name, state: stateOf(values.state), limit: numberOf('--limit', values.limit, 1, 1000), cursor: values.cursor ?? null }
    case 'show':
      atMost(1)
      return { name, event_id: event() }
    case 'resend':
      atMost(2)
      return { name, event_id: event(), effect: second ?? null }
    case 'mark-done':
      atMost(2)
      if (second === undefined) throw new UsageError('mark-done needs an event\'s id and an effect: each is said to have happened by itself')
      return { name, event_id: event(), effect: second, by: values.by ?? null }
    case 'drain':
      atMost(0)
      return { name, parked: values.parked, timeout_ms: numberOf('--timeout', values.timeout, 0, 86_400) * 1000 }
    default: throw new UsageError(`there is no command ${JSON.stringify(name)}`)
  }
}

function stateOf (text: string | undefined): DeliveryState | null {
  if (text === undefined) return null
  const state = DELIVERY_STATES.find((each) => each === text)
  if (state === undefined) throw new UsageError(`${JSON.stringify(text)} is not a state; states are ${DELIVERY_STATES.join(', ')}`)
  return state
}

function numberOf (option: string, text: string, least: number, most: number): number {
  const number = Number(text)
  if (!/^\d+$/.test(text) || number < least || number > most) throw new UsageError(`${option} takes a whole number from ${least} to ${most}, not ${JSON.stringify(text)}`)
  return number
}
