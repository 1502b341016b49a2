/** The events that this worker knows, and the effects that each causes. */
import { AUCTION_ENDED, AUCTION_ENDED_VERSION, decodeAuctionEnded, isAuctionId, type AuctionEnded } from '@martelo/auction'
import type { Accounts } from '@martelo/accounts'
import type { AuctionStore } from '@martelo/auction-store'
import type { Attempt, AttemptResult, EventType } from '@martelo/event-stream'
import type { Mailer } from '@martelo/mail'
import type { Agent } from 'undici'
import { closedPost, sendPost } from './agents/discord.ts'
import { sendWinnerMail, winnerMail } from './agents/email.ts'
import { REPORTED_BIDS, factsOf, type Facts } from './facts.ts'
import type { AskModel } from './texts/model.ts'
import { phrases } from './texts/templates.ts'
import { TEXTS_NOTE, type Texts } from './texts/texts.ts'
import { writeTexts } from './texts/write.ts'

export interface AgentContext {
  store: Pick<AuctionStore, 'bids'>
  accounts: Pick<Accounts, 'get'>
  /** The names that a foreign event brought along, JSON; null when it is settled. */
  attachmentOf: (eventId: string) => Promise<string | null>
  mailer: Mailer | null
  agent: Agent
  webhook: string | null
  posts_closed: boolean
  ask: AskModel | null
  model: string | null
  public_url: string
  time_zone: string
  from_domain: string
  on_unknown: { email: 'hold' | 'resend', discord: 'hold' | 'resend' }
}

export function eventTypes (context: AgentContext): Record<string, EventType<AuctionEnded>> {
  /** The three effects of an event run side by side; the model is asked once for all of them. */
  const writing = new Map<string, Promise<string>>()

  async function textsOf ({ event, once, signal }: Attempt<AuctionEnded>, facts: Facts): Promise<Texts> {
    const written = await once(TEXTS_NOTE, async () => {
      let text = writing.get(event.event_id)
      if (text === undefined) {
        text = writeTexts(facts, context.ask, context.model, signal).then(JSON.stringify)
        writing.set(event.event_id, text)
        void text.finally(() => { writing.delete(event.event_id) })
      }
      return await text
    })
    return JSON.parse(written) as Texts
  }

  async function facts (event: AuctionEnded): Promise<Facts> {
    const bids = isAuctionId(event.auction_id) ? (await context.store.bids(event.auction_id, { limit: REPORTED_BIDS })).bids : []
    return factsOf(event, bids, context)
  }

  /** @returns null when there is no winner, or the winner's account is gone. */
  async function winnerOf (event: AuctionEnded): Promise<{ name: string, address: string } | null> {
    if (event.winner_id === null) return null
    if (event.seller_id === null) {
      const attached = await context.attachmentOf(event.event_id)
      const { name, email } = (attached === null ? {} : JSON.parse(attached)) as { name?: string, email?: string }
      return email ? { name: name || phrases(event.locale).anonymous_winner, address: email } : null
    }
    const account = await context.accounts.get(event.winner_id)
    return account && { name: account.name, address: account.email }
  }

  return {
    [AUCTION_ENDED]: {
      version: AUCTION_ENDED_VERSION,
      decode: decodeAuctionEnded,
      effects: {
        report: {
          on_orphan: 'retry',
          on_unknown: 'resend',
          async attempt (attempt): Promise<AttemptResult> {
            const { written_by, model, reason, tokens } = await textsOf(attempt, await facts(attempt.payload))
            return { result: 'done', receipt: { written_by, model, reason, tokens } }
          }
        },
        email: {
          on_orphan: 'unknown',
          on_unknown: context.on_unknown.email,
          async attempt (attempt): Promise<AttemptResult> {
            const { payload, signal } = attempt
            if (payload.winner_id === null) return { result: 'skipped', reason: 'nobody won' }
            const known = await prepare(async () => {
              const all = await facts(payload)
              return { all, winner: await winnerOf(payload), texts: await textsOf(attempt, all) }
            })
            if ('result' in known) return known
            if (known.winner === null) return { result: 'skipped', reason: 'the winner’s account is gone' }
            if (context.mailer === null) return { result: 'not_delivered', error: 'SMTP_HOST is not set' }
            return await sendWinnerMail(context.mailer, winnerMail(known.all, known.texts, known.winner, context.from_domain), signal)
          }
        },
        discord: {
          on_orphan: 'unknown',
          on_unknown: context.on_unknown.discord,
          async attempt (attempt): Promise<AttemptResult> {
            const { payload, signal } = attempt
            const { webhook } = context
            if (webhook === null) return { result: 'skipped', reason: 'DISCORD_WEBHOOK_URL is not set' }
            if (!context.posts_closed) return { result: 'skipped', reason: 'DISCORD_EVENTS does not name closed' }
            const known = await prepare(async () => {
              const all = await facts(payload)
              return { all, winner: await winnerOf(payload), texts: await textsOf(attempt, all) }
            })
            if ('result' in known) return known
            return await sendPost(context.agent, webhook, closedPost(known.all, known.texts, known.winner?.name ?? (known.all.sold ? phrases(payload.locale).nobody : null)), signal)
          }
        }
      }
    }
  }
}

/** What fails before a remote was called proves that nothing was delivered. */
async function prepare<T> (work: () => Promise<T>): Promise<T | Extract<AttemptResult, { result: 'not_delivered' }>> {
  try {
    return await work()
  } catch (error) {
    return { result: 'not_delivered', error: `not begun: ${(error as Error).message.slice(0, 200)}` }
  }
}
