/** What is true of every operation is said here, once, instead of at every route. */

interface Response { description?: string, headers?: object, content?: Record<string, { schema?: { $ref?: string } }> }
interface Operation { responses?: Record<string, Response>, requestBody?: { required?: boolean, description?: string, content: Record<string, { schema: { description?: string } }> }, security?: object[] }
export interface OpenApiDocument { paths?: Record<string, Record<string, Operation>>, components?: { schemas?: Record<string, object> } }

const AUCTION = '#/components/schemas/Auction'
/** Descriptions of bodies that are none. */
export const NOTHING = 'Nothing.'

const problem = (description: string, headers?: object): Response => ({ description, ...(headers && { headers }), content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } })
const header = (description: string, type = 'string') => ({ description, schema: { type } })

/** Refusals, the headers of an auction that is answered whole, and names for the schemas that have one. */
export function completed (document: OpenApiDocument): object {
  const named = withNames(document)
  for (const operation of Object.values(named.paths ?? {}).flatMap((operations) => Object.values(operations))) {
    const responses = operation.responses ??= {}
    for (const [status, response] of Object.entries(responses)) {
      if (response.description === 'Default Response') response.description = status === '204' ? 'Done.' : 'The answer.'
      if (response.content?.['application/json']?.schema?.$ref !== AUCTION) continue
      response.headers = {
        ETag: header('`"<version>"`, a strong tag; for If-Match.'),
        ...(status === '201' && { Location: header('The address of the auction.') })
      }
    }
    responses['4XX'] ??= problem('Refused; `code` says why.')
    responses['429'] ??= problem('Too many requests.', { 'Retry-After': header('Seconds.', 'integer') })
    responses['5XX'] ??= problem('Not the request’s fault. 503 says with Retry-After when to try again; an Idempotency-Key makes that safe.', { 'Retry-After': header('Seconds; with 503.', 'integer') })
    operation.security ??= []
    if (operation.requestBody?.content['application/json']?.schema.description === NOTHING) delete operation.requestBody
  }
  return named
}

/** Wherever the whole of a named schema is written out, its name stands instead; also inside other named ones. */
function withNames (document: OpenApiDocument): OpenApiDocument {
  const named = Object.entries(document.components?.schemas ?? {})
  const byText = new Map(named.map(([name, schema]) => [JSON.stringify(schema), name]))
  const replaced = (value: unknown, own?: string): unknown => {
    if (Array.isArray(value)) return value.map((each) => replaced(each))
    if (typeof value !== 'object' || value === null) return value
    const name = byText.get(JSON.stringify(value))
    if (name !== undefined && name !== own) return { $ref: `#/components/schemas/${name}` }
    return Object.fromEntries(Object.entries(value).map(([member, inner]) => [member, replaced(inner)]))
  }
  const schemas = Object.fromEntries(named.map(([name, schema]) => [name, replaced(schema, name) as object]))
  return { ...document, paths: replaced(document.paths) as NonNullable<OpenApiDocument['paths']>, components: { ...document.components, schemas } }
}
