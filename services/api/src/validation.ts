/**
 * Validation as the contract wants it: unknown members are refused, nothing is coerced in bodies; texts of the query become numbers.
 */
import { Ajv, type Options } from 'ajv'
import addFormats from 'ajv-formats'
import type { App } from './context.ts'

const COMMON: Options = { allErrors: true, strict: false, removeAdditional: false, useDefaults: true, validateFormats: true }

export function installValidation (app: App): void {
  const strict = withFormats(new Ajv({ ...COMMON, coerceTypes: false }))
  const coercing = withFormats(new Ajv({ ...COMMON, coerceTypes: true }))
  app.setValidatorCompiler(({ schema, httpPart }) => (httpPart === 'body' ? strict : coercing).compile(schema as object))

  // An empty body is no body, whatever its type says: closing takes none, and clients label it all the same.
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined)
    else void parse(request, body as string, done)
  })
}

function withFormats (ajv: Ajv): Ajv {
  addFormats.default(ajv, ['date-time'])
  return ajv
}
