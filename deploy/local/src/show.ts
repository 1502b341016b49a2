/** What people see of `npm start`: the lines of the services, and where everything is. */
import type { DemoPerson } from './demo.ts'

export interface About {
  api: string
  inbox: string | null
  discord: string | null
  redis_url: string
  people: DemoPerson[]
}

export const say = (text: string): void => { process.stdout.write(`${text}\n`) }

/** A service's line, with who says it; what it does well at every request is its own to know. */
export function show (name: string, line: string): void {
  if (/"msg":"request"/.test(line)) return
  try {
    const { level, msg, time: _, pid: __, hostname: ___, name: ____, ...rest } = JSON.parse(line) as Record<string, unknown>
    const details = Object.entries(rest).map(([key, value]) => `${key}=${typeof value === 'object' ? JSON.stringify(value) : String(value)}`).join(' ')
    say(`[${name}] ${Number(level) >= 50 ? 'ERROR ' : Number(level) >= 40 ? 'warning: ' : ''}${String(msg)}${details ? `  ${details}` : ''}`)
  } catch {
    say(`[${name}] ${line}`)
  }
}

export function announce ({ api, inbox, discord, people }: About, fresh: boolean): void {
  say('')
  say(`  Page             ${api}`)
  say(`  API              ${api}/docs`)
  if (inbox) say(`  Inbox            ${inbox}`)
  if (discord) say(`  Discord posts    ${discord}`)
  if (people.length > 0) {
    say(`\n  Demo people: ${inbox ? 'sign in with the address (the code arrives in the inbox), or use' : 'use'} the token with the API`)
    for (const { name, email, token, admin } of people) say(`  ${name.padEnd(16)} ${email.padEnd(24)} ${token}${admin ? '  administrator' : ''}`)
    if (fresh) say(`\n  One demo auction ends within two minutes: watch ${[inbox && 'the inbox', discord && 'the Discord posts'].filter(Boolean).join(' and ') || 'its page'}.`)
  }
  say('')
}
