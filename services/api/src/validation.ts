/**
 * Validation as the contract wants it: unknown members are refused, nothing is coerced in bodies; texts of the query become numbers.
 */
import { Ajv, type Options } from 'ajv'
import addFormats from 'ajv-formats'
import type { App } from './context.ts'

/** The form; whether there is such a day is asked after it. */
const RFC_3339 = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/

const COMMON: Options = { allErrors: true, strict: false, removeAdditional: false, useDefaults: true, validateFormats: true, verbose: true }

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
  const lenient = ajv.formats['date-time'] as { validate: (text: string) => boolean }
  // The library also lets offsets without a colon pass, and any white space between date and time.
  ajv.addFormat('date-time', { type: 'string', validate: (text: string) => RFC_3339.test(text) && lenient.validate(text) })
  return ajv
}
