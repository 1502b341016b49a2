/**
 * Every resource against its own schema. The packages' schemas say which members must be there and of what type; that a member which is
 * not in them is refused, as `kubectl apply` refuses it, is our addition: what a validation never looked at is unknown.
 */
import { Type, type TSchema } from 'typebox'
import Value from 'typebox/value'
import { titleOf, type Resource } from './kubernetes.ts'

type Validate = (this: unknown) => void

/** @returns what is wrong, in sentences */
export async function schemaMistakes (resource: Resource): Promise<string[]> {
  const title = titleOf(resource)
  if (typeof resource.metadata?.name !== 'string') return ['a resource without a name']
  if (OURS[`${resource.apiVersion} ${resource.kind}`] !== undefined) return ownMistakes(OURS[`${resource.apiVersion} ${resource.kind}`]!, resource).map((what) => `${title}: ${what}`)
  const validate = await validatorOf(resource)
  if (validate === undefined) return [`${title}: there is no ${resource.kind} in ${resource.apiVersion}`]
  const seen = new Map<object, Set<string>>()
  const mistakes: string[] = []
  try {
    validate.call(watched(resource, seen))
  } catch (error) {
    mistakes.push(`${title}: ${(error as Error).message}`)
  }
  return [...mistakes, ...unseen(resource, seen, '').map((path) => `${title}: ${path} is unknown`)]
}

async function validatorOf ({ apiVersion, kind }: Resource): Promise<Validate | undefined> {
  const from = apiVersion.startsWith('keda.sh/') ? '@kubernetes-models/keda' : 'kubernetes-models'
  const models = await import(`${from}/${apiVersion}`).catch(() => ({})) as Record<string, { prototype: { validate: Validate } } | undefined>
  return models[kind]?.prototype.validate
}

/** The same object, which remembers the members that were looked at. */
function watched<T extends object> (object: T, seen: Map<object, Set<string>>): T {
  const looked = new Set<string>()
  seen.set(object, looked)
  const inner = new Map<string, object>()
  return new Proxy(object, {
    get (target, key, receiver) {
      const value = Reflect.get(target, key, receiver) as unknown
      if (typeof key === 'symbol') return value
      looked.add(key)
      if (typeof value !== 'object' || value === null) return value
      if (!inner.has(key)) inner.set(key, watched(value, seen))
      return inner.get(key)
    }
  })
}

function unseen (object: object, seen: Map<object, Set<string>>, path: string): string[] {
  return Object.entries(object).flatMap(([key, value]: [string, unknown]) => {
    const here = Array.isArray(object) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`
    if (!Array.isArray(object) && !seen.get(object)?.has(key)) return [here]
    return typeof value === 'object' && value !== null ? unseen(value, seen, here) : []
  })
}

const strict = { additionalProperties: false }
const Name = Type.String({ minLength: 1 })

/** What no package knows yet: only the members that we use. */
const OURS: Record<string, TSchema> = {
  'external-secrets.io/v1 ExternalSecret': Type.Object({
    apiVersion: Name,
    kind: Name,
    metadata: Type.Object({ name: Name, namespace: Name, labels: Type.Record(Type.String(), Type.String()) }, strict),
    spec: Type.Object({
      refreshInterval: Type.String({ pattern: '^\\d+[smh]$' }),
      secretStoreRef: Type.Object({ kind: Type.Enum(['SecretStore', 'ClusterSecretStore']), name: Name }, strict),
      target: Type.Object({ name: Name, creationPolicy: Type.Enum(['Owner', 'Orphan', 'Merge', 'None']) }, strict),
      data: Type.Array(Type.Object({ secretKey: Name, remoteRef: Type.Object({ key: Name, property: Type.Optional(Name) }, strict) }, strict), { minItems: 1 })
    }, strict)
  }, strict)
}

function ownMistakes (schema: TSchema, resource: Resource): string[] {
  return Value.Errors(schema, resource).map(({ instancePath, message }) => `${instancePath.slice(1).replaceAll('/', '.') || 'it'} ${message}`)
}
