/** The events that this worker knows, and the effects that each causes. */
import { AUCTION_ENDED, AUCTION_ENDED_VERSION, decodeAuctionEnded, type AuctionEnded } from '@martelo/auction'
import type { Attempt, AttemptResult, EffectDefinition, EventType, RetryPolicy } from '@martelo/event-stream'
import type { Mailer } from '@martelo/mail'
import { closedPost } from './agents/discord.ts'
import { sendMail, winnerMail } from './agents/email.ts'
import type { Webhook } from './agents/webhook.ts'
import { gatherFacts, type Facts, type FactsOptions } from './facts.ts'
import type { LogReader } from './history.ts'
import { findWinner, isForeign, type PeopleSource, type Winner } from './people.ts'
import { findPayment, type Payment, type PaymentTexts } from './payment.ts'
import { TEXTS_NOTE, decodeTexts, type Texts } from './texts/texts.ts'
import { writeTexts, type Writers } from './texts/write.ts'

export interface AgentContext {
  store: LogReader
  people: PeopleSource
  payment_texts: PaymentTexts
  facts: FactsOptions
  writers: Writers
  /** Null: no mail server is set. */
  mailer: Mailer | null
  /** Right side of Message-IDs. */
  mail_domain: string
  /** Null: no webhook is set. */
  webhook: Webhook | null
  posts_closed: boolean
  on_unknown: { email: 'hold' | 'resend', discord: 'hold' | 'resend' }
  /** Texts were written by this process, whether or not they become the event's. */
  onWritten?: (texts: Texts) => void
}

/** Three hours in all: whom a server asks to come back later may have to wait an hour. */
const PATIENT: RetryPolicy = { attempts: 14, base_ms: 2000, max_ms: 3600_000 }

type Ended = Attempt<AuctionEnded>
interface Prepared { facts: Facts, winner: Winner, payment: Payment, texts: Texts }

export function eventTypes (context: AgentContext): Record<string, EventType<AuctionEnded>> {
  const prepared = preparation(context)
  return {
    [AUCTION_ENDED]: {
      version: AUCTION_ENDED_VERSION,
      decode: decodeAuctionEnded,
      // A report is read as long as there is its auction.
      keep_notes: (ended) => !isForeign(ended),
      effects: {
        report: reportEffect(prepared),
        email: emailEffect(context, prepared),
        discord: discordEffect(context, prepared)
      }
    }
  }
}

/** The report is what is recorded, so it is safe to begin again. */
function reportEffect (prepared: Prepare): EffectDefinition<AuctionEnded> {
  return {
    on_orphan: 'retry',
    on_unknown: 'resend',
    attempt: async (attempt) => await prepared(attempt, async ({ texts: { words, report, created_at, ...receipt } }) => ({ result: 'done', receipt }))
  }
}

function emailEffect ({ mailer, mail_domain, on_unknown }: AgentContext, prepared: Prepare): EffectDefinition<AuctionEnded> {
  return {
    commits: true,
    on_orphan: 'unknown',
    on_unknown: on_unknown.email,
    retry: PATIENT,
    async attempt (attempt) {
      if (attempt.payload.winner_id === null) return { result: 'skipped', reason: 'nobody won' }
      if (mailer === null) return { result: 'not_delivered', error: 'SMTP_HOST is not set', remote: 'away' }
      return await prepared(attempt, async ({ facts, winner, payment, texts }) => {
        if (winner.known !== 'winner') return { result: 'skipped', reason: 'the winner’s account is gone' }
        if (winner.address === null) return { result: 'refused', error: 'the winner’s address is none' }
        return await sendMail(mailer, winnerMail(facts, texts.words, { name: winner.name, address: winner.address }, payment, mail_domain), attempt)
      })
    }
  }
}

function discordEffect ({ webhook, posts_closed, on_unknown }: AgentContext, prepared: Prepare): EffectDefinition<AuctionEnded> {
  return {
    commits: true,
    on_orphan: 'unknown',
    on_unknown: on_unknown.discord,
    retry: PATIENT,
    async attempt (attempt) {
      if (webhook === null) return { result: 'skipped', reason: 'DISCORD_WEBHOOK_URL is not set' }
      if (!posts_closed) return { result: 'skipped', reason: 'DISCORD_EVENTS does not name closed' }
      return await prepared(attempt, async ({ facts, winner, texts }) => await webhook.send(closedPost(facts, texts.words, winner.name), attempt))
    }
  }
}

type Prepare = (attempt: Ended, act: (prepared: Prepared) => Promise<AttemptResult>) => Promise<AttemptResult>

/**
 * What an effect needs before it calls anybody. The effects of an event run side by side and share it: the log is read and the model
 * is asked once for all of them. What fails here proves that nothing was delivered.
 */
function preparation ({ store, people, payment_texts, facts: options, writers, onWritten }: AgentContext): Prepare {
  const running = new Map<string, Promise<Prepared>>()

  async function prepare ({ event, payload, once, signal }: Ended): Promise<Prepared> {
    // The entry's own name is the one that the ledger, the notes and the attachment go by.
    const ended = { ...payload, event_id: event.event_id }
    const [facts, winner, payment] = await Promise.all([gatherFacts(ended, store, options), findWinner(ended, people), findPayment(ended, people.accounts, payment_texts)])
    const note = await once(TEXTS_NOTE, async () => {
      const texts = await writeTexts(facts, writers, signal)
      onWritten?.(texts)
      return JSON.stringify(texts)
    })
    return { facts, winner, payment, texts: decodeTexts(note) }
  }

  return async (attempt, act) => {
    const { event_id } = attempt.event
    let ready: Prepared
    try {
      let shared = running.get(event_id)
      if (shared === undefined) {
        shared = prepare(attempt).finally(() => { running.delete(event_id) })
        running.set(event_id, shared)
      }
      ready = await shared
    } catch (error) {
      return { result: 'not_delivered', error: `not begun: ${(error as Error).message.slice(0, 200)}` }
    }
    return await act(ready)
  }
}
