/**
 * The autoscaling laboratory: a burst of closings, real workers, and the autoscaler's documented arithmetic in the place of Kubernetes. It is a
 * simulation of the cluster and of nothing else: lag and pending entries are read from the real stream, CPU time from the real processes.
 *
 * Two of everything run side by side on the same burst: one scales by the stream's backlog, as KEDA does, the other by CPU.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { Teardown } from '@martelo/testing'
import { createStage, inTurns, mailsOf, type Lot, type Stage } from '../stage.ts'
import { DEFAULT_DOWN, DEFAULT_UP, SYNC_MS, createAutoscaler, type Metric } from './autoscaler.ts'
import { createDeployment, type Deployment } from './deployment.ts'

export interface ScaleLabOptions {
  events: number
  most_replicas: number
  concurrency: number
  /** The autoscaler's windows and periods are so many times shorter than in a cluster. */
  faster: number
  /** How long the model takes, ms. */
  model_ms: [least: number, most: number]
  say: (text: string) => void
}

export interface Sample {
  /** Since the burst began, ms. */
  at: number
  replicas: number
  /** No worker was given them yet. */
  lag: number
  /** In the hands of workers. */
  pending: number
  done: number
}

export interface ScaleResult {
  by: 'backlog' | 'cpu'
  samples: Sample[]
  /** Until the last event was done; null when time ran out before. */
  drained_ms: number | null
  mails: number
  lost: number
  repeated: number
  unknown: number
}

/** Events that one replica is asked to have before it, in hand or waiting: as in deploy/kubernetes' ScaledObject. */
export const LAG_TARGET = 10
export const PENDING_TARGET = 8
/** The HorizontalPodAutoscaler's: 70 % of a tenth of a core. */
const CPU_TARGET = 70
const CPU_REQUEST_MILLICORES = 100
const LEASE_MS = 10_000
const SAMPLE_MS = 500
/** The side that scales by CPU may take so many times as long as the other; then it is stopped. */
const PATIENCE = 1.5

/** @param t what is started ends with it */
export async function runScaleLab (t: Teardown, options: ScaleLabOptions): Promise<ScaleResult[]> {
  const { events, concurrency, model_ms: [least, most], say } = options
  const sides = await Promise.all((['backlog', 'cpu'] as const).map(async (by) => {
    const stage = await createStage(t, { lease_ms: LEASE_MS, concurrency, thinks_ms: () => least + Math.random() * (most - least) })
    const deployment = createDeployment(stage.startWorker)
    t.teardown(async () => { await deployment.stop() })
    deployment.scale(1)
    return { by, stage, deployment, lots: await stage.makeLots(events) }
  }))
  say(`${events} auctions on each side are closed now.`)
  const began = Date.now()
  let patience = Infinity
  return await Promise.all(sides.map(async ({ by, stage, deployment, lots }) => {
    const burst = inTurns(events, 8, async (i) => { await stage.call('POST', `/auctions/${lots[i]!.id}/close`) })
    const samples: Sample[] = []
    const scaler = autoscaler(options)
    let next = began
    let drained_ms: number | null = null
    while (drained_ms === null && Date.now() - began < patience) {
      const sample = await look(stage, deployment, began)
      samples.push(sample)
      if (sample.done >= events) {
        drained_ms = sample.at
        patience = Math.min(patience, PATIENCE * sample.at)
        say(`${String(Math.round(sample.at / 1000)).padStart(4)} s  all is done where ${by} decides`)
      } else if (Date.now() >= next) {
        next += SYNC_MS / options.faster
        const before = deployment.replicas()
        const replicas = scaler.decide(Date.now() - began, before, await metricsOf(by, sample, deployment))
        if (replicas !== before) {
          say(`${String(Math.round(sample.at / 1000)).padStart(4)} s  by ${by}: ${before} → ${replicas} workers (${sample.lag} wait, ${sample.pending} in hand)`)
          deployment.scale(replicas)
        }
      }
      await pause(SAMPLE_MS)
    }
    await burst
    return { by, samples, drained_ms, ...await count(stage, lots, drained_ms !== null) }
  }))
}

function autoscaler ({ most_replicas, faster }: ScaleLabOptions) {
  const quicker = ({ stabilization_ms, policies }: typeof DEFAULT_UP) => ({ stabilization_ms: stabilization_ms / faster, policies: policies.map((policy) => ({ ...policy, period_ms: policy.period_ms / faster })) })
  return createAutoscaler({ min: 1, max: most_replicas, up: quicker(DEFAULT_UP), down: quicker(DEFAULT_DOWN) })
}

async function look (stage: Stage, deployment: Deployment, began: number): Promise<Sample> {
  const { lag, pending, done, unknown } = await stage.call('GET', '/ops/pipeline') as Record<string, number>
  return { at: Date.now() - began, replicas: deployment.replicas(), lag: lag!, pending: pending!, done: done! + unknown! }
}

async function metricsOf (by: ScaleResult['by'], { lag, pending }: Sample, deployment: Deployment): Promise<Metric[]> {
  if (by === 'cpu') return [{ kind: 'utilization', name: 'cpu', average: await deployment.utilization(CPU_REQUEST_MILLICORES), target: CPU_TARGET }]
  return [{ kind: 'external', name: 'lag', sum: lag, target: LAG_TARGET }, { kind: 'external', name: 'pending', sum: pending, target: PENDING_TARGET }]
}

/** In the mailbox, where repetitions would arrive too. */
async function count (stage: Stage, lots: readonly Lot[], complete: boolean): Promise<Pick<ScaleResult, 'mails' | 'lost' | 'repeated' | 'unknown'>> {
  const unknown = await stage.unknownMails()
  const mails = mailsOf(stage.inbox, lots)
  const times = new Map<string, number>()
  for (const { title } of mails) times.set(title, (times.get(title) ?? 0) + 1)
  return {
    mails: mails.length,
    // What still waits is not lost.
    lost: complete ? lots.filter(({ title }) => !times.has(title) && !unknown.has(title)).length : 0,
    repeated: [...times.values()].filter((each) => each > 1).length,
    unknown: unknown.size
  }
}
