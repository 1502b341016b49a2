/** Worker processes as a Deployment holds them: so many replicas, the newest go first, with SIGTERM. */
import type { RunningProcess } from '@martelo/testing'

export interface Deployment {
  /** That run or start; those that are ending do not count. */
  replicas: () => number
  /** Starts or ends workers. Does not wait for them. */
  scale: (replicas: number) => void
  /** Resolves when all that were asked for run. */
  ready: () => Promise<void>
  /** Average CPU time of the workers since the last look, in per cent of a request of so many thousandths of a core. */
  utilization: (request_millicores: number) => Promise<number>
  stop: () => Promise<void>
}

interface Pod {
  started: Promise<RunningProcess>
  /** At the last look: seconds of CPU time, and when that was, ms. */
  cpu: { seconds: number, at: number } | null
}

export function createDeployment (start: () => Promise<RunningProcess>): Deployment {
  let pods: Pod[] = []
  const ending = new Set<Promise<unknown>>()

  function end (pod: Pod): void {
    const ended = pod.started.then(async (process) => { await process.kill('SIGTERM') }).catch(() => {})
    ending.add(ended)
    void ended.then(() => ending.delete(ended))
  }

  return {
    replicas: () => pods.length,

    scale (replicas) {
      while (pods.length < replicas) {
        const started = start()
        // Who asks for it later hears of it.
        started.catch(() => {})
        pods.push({ started, cpu: null })
      }
      for (const pod of pods.splice(replicas)) end(pod)
    },

    async ready () {
      await Promise.all(pods.map(async ({ started }) => { await started }))
    },

    async utilization (request_millicores) {
      const used = await Promise.all(pods.map(async (pod) => {
        const seconds = await cpuSeconds(await pod.started)
        const before = pod.cpu
        pod.cpu = { seconds, at: performance.now() }
        return before === null ? null : (seconds - before.seconds) / ((pod.cpu.at - before.at) / 1000)
      }))
      // As the autoscaler does: a pod without a measurement does not count.
      const known = used.filter((each) => each !== null)
      return known.length === 0 ? 0 : known.reduce((sum, each) => sum + each, 0) / known.length / (request_millicores / 1000) * 100
    },

    async stop () {
      for (const pod of pods) end(pod)
      pods = []
      await Promise.all(ending)
    }
  }
}

/** From the worker's own metrics, at the port that it has logged. */
async function cpuSeconds (process: RunningProcess): Promise<number> {
  const port = /"metrics_port":(\d+)/.exec(await process.waitForLine(/"metrics_port"/))![1]
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
  return Number(/^process_cpu_seconds_total\S* (\S+)/m.exec(text)?.[1])
}
