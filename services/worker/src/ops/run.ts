/** The commands of `ops`: each does one thing with the inspector, and says how the process should end. */
import { userInfo } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import type { Delivery, Inspector } from '@martelo/event-stream'
import { json as jsonOf, showDelivery, showList, showPipeline } from './show.ts'
import type { Command } from './usage.ts'

export interface Output {
  print: (text: string) => void
  /** What is not the answer: errors, progress. */
  tell: (text: string) => void
  json: boolean
}

const LOOK_MS = 250

/** @returns the process' status: 0, or 1 when it cannot be done. */
export async function run (command: Command, inspector: Inspector, { print, tell, json }: Output): Promise<0 | 1> {
  const answer = (value: unknown, shown: string) => { print(json ? jsonOf(value) : shown) }
  const refuse = (text: string): 1 => {
    tell(text)
    return 1
  }

  switch (command.name) {
    case 'pipeline': {
      const pipeline = await inspector.pipeline()
      answer(pipeline, showPipeline(pipeline))
      return 0
    }

    case 'list': {
      const { state, limit, cursor } = command
      const page = await inspector.list(state, { limit, ...(cursor !== null && { cursor: Buffer.from(cursor, 'base64url').toString() }) })
      const next_cursor = page.next_cursor === null ? null : Buffer.from(page.next_cursor).toString('base64url')
      answer({ items: page.items, next_cursor }, showList(page.items) + (next_cursor === null ? '' : `\n\nThere are more: --cursor ${next_cursor}`))
      return 0
    }

    case 'show': {
      const delivery = await inspector.delivery(command.event_id)
      if (delivery === null) return refuse(unknownEvent(command.event_id))
      answer(delivery, showDelivery(delivery))
      return 0
    }

    case 'resend': {
      const { event_id } = command
      const delivery = await inspector.delivery(event_id)
      if (delivery === null) return refuse(unknownEvent(event_id))
      const effects = command.effect === null ? resolvable(delivery) : [command.effect]
      if (effects.length === 0) return refuse(`${event_id} is ${delivery.state}: nothing of it is unknown or failed`)
      for (const effect of effects) {
        const word = await inspector.resend(event_id, effect)
        if (word !== 'scheduled') return refuse(refusal(word, delivery, effect))
      }
      const now = (await inspector.delivery(event_id))!
      answer(now, `${effects.join(', ')} of ${event_id}: to be sent again\n\n${showDelivery(now)}`)
      return 0
    }

    case 'mark-done': {
      const { event_id, effect, by } = command
      const delivery = await inspector.delivery(event_id)
      if (delivery === null) return refuse(unknownEvent(event_id))
      const word = await inspector.markDone(event_id, effect, by ?? `shell:${userInfo().username}`)
      if (word !== 'marked') return refuse(refusal(word, delivery, effect))
      const now = (await inspector.delivery(event_id))!
      answer(now, showDelivery(now))
      return 0
    }

    case 'drain': {
      const until = performance.now() + command.timeout_ms
      for (let said = ''; ;) {
        const { lag, pending, parked, unknown, dead } = await inspector.pipeline()
        const left = lag + pending + (command.parked ? parked : 0)
        const counts = `${lag} waiting, ${pending} in hand, ${parked} parked`
        if (left === 0) {
          answer({ drained: true, lag, pending, parked, unknown, dead }, `Nothing is waiting or in hand${command.parked ? '' : `; ${parked} parked`}, ${unknown} unknown, ${dead} dead.`)
          return 0
        }
        if (performance.now() >= until) {
          if (json) answer({ drained: false, lag, pending, parked, unknown, dead }, '')
          return refuse(`Not drained: ${counts}.`)
        }
        if (counts !== said) tell(counts)
        said = counts
        await pause(LOOK_MS)
      }
    }
  }
}

/** A dead event without effects returns as a whole; any name stands for it. */
function resolvable ({ state, effects }: Delivery): string[] {
  const names = Object.keys(effects)
  if (state === 'dead' && names.length === 0) return ['event']
  return names.filter((name) => ['unknown', 'failed'].includes(effects[name]!.state) || (state === 'dead' && !['done', 'skipped'].includes(effects[name]!.state)))
}

const unknownEvent = (eventId: string) => `Nothing is recorded of ${eventId}: no worker has taken it yet, or it was forgotten, or there is none.`

function refusal (word: string, { event_id, effects }: Delivery, effect: string): string {
  const known = effects[effect]
  if (known === undefined || word === 'not_found') return `${event_id} has no effect ${JSON.stringify(effect)}; it has ${Object.keys(effects).join(', ') || 'none'}.`
  return `${effect} of ${event_id} is ${known.state}: only what is unknown or failed can be decided about.`
}
