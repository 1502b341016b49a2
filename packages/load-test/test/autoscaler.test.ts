import t from 'tap'
import { DEFAULT_DOWN, DEFAULT_UP, createAutoscaler, wanted, type Metric } from '../src/scale/autoscaler.ts'

const lag = (sum: number, target = 10): Metric => ({ kind: 'external', name: 'lag', sum, target })
const cpu = (average: number, target = 50): Metric => ({ kind: 'utilization', name: 'cpu', average, target })

t.test('the documented formula', async (t) => {
  // The examples of the Kubernetes documentation: twice the target doubles, half of it halves.
  t.equal(wanted({ kind: 'utilization', name: 'cpu', average: 200, target: 100 }, 3), 6)
  t.equal(wanted({ kind: 'utilization', name: 'cpu', average: 50, target: 100 }, 4), 2)
  t.equal(wanted(cpu(54), 4), 4, 'within 10 % nothing changes')
  t.equal(wanted(cpu(56), 4), 5)
  t.equal(wanted(lag(1000), 1), 100, 'an external metric is divided by its target, whatever the replicas')
  t.equal(wanted(lag(21), 2), 2, '21 over two is 5 % above the target')
  t.equal(wanted(lag(0), 3), 0)
})

t.test('growth is bounded by the policy that allows the most', async (t) => {
  const scaler = createAutoscaler({ min: 1, max: 20, up: DEFAULT_UP, down: DEFAULT_DOWN })
  t.equal(scaler.decide(0, 1, [lag(1000)]), 5, 'four pods more than one is more than double')
  t.equal(scaler.decide(5000, 5, [lag(1000)]), 5, 'in the same 15 s no more')
  t.equal(scaler.decide(15_000, 5, [lag(1000)]), 10, 'then double')
  t.equal(scaler.decide(30_000, 10, [lag(1000)]), 20, 'up to the maximum')
  t.equal(scaler.decide(45_000, 20, [lag(1000), cpu(1)]), 20, 'the metric that asks for the most counts')
})

t.test('shrinking waits until nobody has asked for more for a window', async (t) => {
  const scaler = createAutoscaler({ min: 1, max: 20, up: DEFAULT_UP, down: DEFAULT_DOWN })
  t.equal(scaler.decide(0, 10, [lag(100)]), 10)
  t.equal(scaler.decide(15_000, 10, [lag(0)]), 10)
  t.equal(scaler.decide(150_000, 10, [lag(40)]), 10)
  t.equal(scaler.decide(301_000, 10, [lag(0)]), 4, 'the most of the last 300 s was 4')
  t.equal(scaler.decide(600_000, 4, [lag(0)]), 1, 'never below the minimum')
})

t.test('a slower policy', async (t) => {
  const slow = { stabilization_ms: 0, policies: [{ type: 'Pods' as const, value: 1, period_ms: 60_000 }] }
  const scaler = createAutoscaler({ min: 1, max: 20, up: slow, down: slow })
  t.equal(scaler.decide(0, 3, [lag(1000)]), 4)
  t.equal(scaler.decide(30_000, 4, [lag(1000)]), 4)
  t.equal(scaler.decide(60_001, 4, [lag(0)]), 3)
})

t.test('growth that must be wanted for a while', async (t) => {
  const scaler = createAutoscaler({ min: 1, max: 20, up: { ...DEFAULT_UP, stabilization_ms: 30_000 }, down: DEFAULT_DOWN })
  t.equal(scaler.decide(0, 2, [lag(20)]), 2)
  t.equal(scaler.decide(15_000, 2, [lag(200)]), 2, 'a moment ago two were enough')
  t.equal(scaler.decide(31_000, 2, [lag(200)]), 6)
})
