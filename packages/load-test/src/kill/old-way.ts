/**
 * A Pub/Sub subscriber as the prototype had it, a process of its own: for every message on the channel it writes a report, with a model that takes
 * its time, and sends the winner a mail. It does nothing wrong; what goes wrong is what Pub/Sub does not promise.
 *
 * Environment: REDIS_URL, SMTP_PORT, MODEL_MS.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { createMailer } from '@martelo/mail'
import { Redis } from 'ioredis'

const { REDIS_URL, SMTP_PORT, MODEL_MS } = process.env
const redis = new Redis(REDIS_URL!)
redis.on('error', () => {})
const mailer = createMailer({ host: '127.0.0.1', port: Number(SMTP_PORT), secure: false, from: 'subscriber@martelo.example' })

redis.on('message', (_channel, message: string) => {
  const { auction } = JSON.parse(message) as { auction: { title: string, winner_name: string, winner_email: string } }
  void pause(Number(MODEL_MS)).then(async () => {
    await mailer.send({ to: { name: auction.winner_name, address: auction.winner_email }, subject: `You won: ${auction.title}`, text: 'Congratulations.' })
  })
})
await redis.subscribe('leiloes_finalizados')
process.stdout.write('ready\n')
