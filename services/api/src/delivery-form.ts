/** How a delivery looks from outside. */
import { isAuctionId, oneOf, timestamp } from '@martelo/auction'
import { DELIVERY_STATES, EFFECT_STATES, type Delivery } from '@martelo/event-stream'
import { Type } from 'typebox'

const EFFECTS = ['report', 'email', 'discord'] as const

const EffectResource = Type.Object({
  state: oneOf(EFFECT_STATES),
  attempts: Type.Integer(),
  receipt: Type.Union([Type.Record(Type.String(), Type.Any()), Type.Null()]),
  last_error: Type.Union([Type.String(), Type.Null()]),
  retry_at: Type.Union([Type.String(), Type.Null()], { description: 'When it is tried again; null unless it waits for that.' }),
  updated_at: Type.Union([Type.String(), Type.Null()])
})
export const DeliveryResource = Type.Object({
  event_id: Type.String(),
  state: oneOf(DELIVERY_STATES),
  reason: Type.Union([Type.String(), Type.Null()], { description: 'Why the event is dead.' }),
  effects: Type.Record(Type.String(), EffectResource)
}, { $id: 'Delivery' })

export function deliveryResource (delivery: Delivery) {
  const own = isAuctionId(delivery.event_id.slice('evt_'.length)) || delivery.event_id.startsWith('evt_ext_')
  const names = new Set([...(own ? EFFECTS : []), ...Object.keys(delivery.effects)])
  return {
    event_id: delivery.event_id,
    state: delivery.state,
    reason: delivery.reason,
    effects: Object.fromEntries([...names].map((name) => {
      const effect = delivery.effects[name]
      return [name, effect
        ? { ...effect, retry_at: effect.retry_at === null ? null : timestamp(effect.retry_at), updated_at: effect.updated_at === 0 ? null : timestamp(effect.updated_at) }
        : { state: 'pending' as const, attempts: 0, receipt: null, last_error: null, retry_at: null, updated_at: null }]
    }))
  }
}
