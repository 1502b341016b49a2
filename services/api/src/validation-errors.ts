/**
 * What Ajv found wrong → one line per place. A union reports the mistakes of each of its branches: the branch that fits best tells, and
 * where none does, the union's own description.
 */
import type { FastifySchemaValidationError } from 'fastify'

export interface FieldError { path: string, message: string }

/** Ajv with `verbose` also gives the schema that holds the keyword. */
type Found = FastifySchemaValidationError & { parentSchema?: { description?: string } }

export function fieldErrors (found: readonly FastifySchemaValidationError[]): FieldError[] {
  const errors = new Map<string, string>()
  for (const { path, message } of withoutUnions(found).map(fieldError)) if (!errors.has(path)) errors.set(path, message)
  return [...errors].map(([path, message]) => ({ path, message }))
}

/** Innermost first, so that a union inside a branch counts as one mistake of it. */
function withoutUnions (found: readonly Found[]): Found[] {
  let rest = [...found]
  const unions = found.filter((error) => error.keyword === 'anyOf').sort((a, b) => b.schemaPath.length - a.schemaPath.length)
  for (const union of unions) {
    const branches = new Map<string, Found[]>()
    for (const error of rest) {
      const branch = branchOf(union, error)
      if (branch !== null) branches.set(branch, [...branches.get(branch) ?? [], error])
    }
    const ranked = [...branches.values()].map((errors) => ({ errors, weight: weightOf(union, errors) })).sort((a, b) => a.weight - b.weight)
    const [best, next] = ranked
    const clear = best !== undefined && (best.weight < (next?.weight ?? Number.POSITIVE_INFINITY)) && best.errors.every((error) => error.keyword !== 'pattern')
    const told: Found[] = clear ? best.errors : [{ ...union, message: union.parentSchema?.description === undefined ? 'has none of its forms' : `must be: ${union.parentSchema.description}` }]
    rest = [...rest.filter((error) => error !== union && branchOf(union, error) === null), ...told.map((error) => clear ? error : { ...error, keyword: 'union' })]
  }
  return rest
}

function branchOf (union: Found, error: Found): string | null {
  const start = `${union.schemaPath}/`
  return error !== union && error.schemaPath.startsWith(start) ? error.schemaPath.slice(start.length).split('/', 1)[0]! : null
}

/** A mistake at the union's own place says that the branch is another form; one further in, that it was meant and is not right. */
function weightOf (union: Found, errors: readonly Found[]): number {
  return errors.reduce((sum, error) => sum + (error.instancePath.length > union.instancePath.length ? 1 : error.keyword === 'type' ? 1000 : 100), 0)
}

function fieldError ({ instancePath, message, params, keyword }: Found): FieldError {
  if (keyword === 'additionalProperties') return { path: `${instancePath}/${String(params.additionalProperty)}`, message: 'is not a known member' }
  if (keyword === 'required') return { path: `${instancePath}/${String(params.missingProperty)}`, message: 'is missing' }
  if (keyword === 'enum') return { path: instancePath, message: `must be one of ${(params.allowedValues as unknown[]).join(', ')}` }
  if (keyword === 'minProperties') return { path: instancePath, message: 'must have a member' }
  if (keyword === 'format') return { path: instancePath, message: 'must be a time such as "2026-11-23T12:00:00.000Z", in UTC or with an offset' }
  return { path: instancePath, message: message ?? 'is not valid' }
}
