/** Pix codes against the rules that Banco Central publishes. */
import fc from 'fast-check'
import t from 'tap'
import { pixCode, readPixKey, referenceOf } from '../src/index.ts'

t.test('the example of the manual', (t) => {
  t.equal(
    pixCode({ key: '123e4567-e12b-12d1-a456-426655440000', name: 'Fulano de Tal', city: 'BRASILIA', amount: null, reference: null }),
    '00020126580014br.gov.bcb.pix0136123e4567-e12b-12d1-a456-4266554400005204000053039865802BR5913Fulano de Tal6008BRASILIA62070503***63041D3D')
  t.end()
})

/** Reads the fields of a code. @throws when a length does not fit */
function fields (code: string): Map<string, string> {
  const found = new Map<string, string>()
  for (let at = 0; at < code.length;) {
    const [, id, length] = /^(\d\d)(\d\d)/.exec(code.slice(at, at + 4))!
    const value = code.slice(at + 4, at + 4 + Number(length))
    if (value.length !== Number(length) || found.has(id!)) throw new Error(`field ${id}`)
    found.set(id!, value)
    at += 4 + Number(length)
  }
  return found
}

t.test('any payment gives a code within the rules', (t) => {
  const payment = fc.record({
    key: fc.constantFrom('+5511987654321', 'ana@example.com', '52998224725', '11222333000181'),
    name: fc.string({ unit: 'binary', maxLength: 80 }),
    city: fc.option(fc.string({ unit: 'binary', maxLength: 40 })),
    amount: fc.integer({ min: 1, max: 999_999_999_999 }),
    reference: fc.constant(referenceOf('0-01JD9Z6N3T8QK5V7W2X4Y6Z8AB'))
  })
  fc.assert(fc.property(payment, (given) => {
    const code = pixCode(given)
    const read = fields(code)
    return /^[ -~]+$/.test(code) &&
      [...read.keys()].join() === '00,26,52,53,54,58,59,60,62,63' &&
      read.get('00') === '01' && read.get('52') === '0000' && read.get('53') === '986' && read.get('58') === 'BR' &&
      fields(read.get('26')!).get('00') === 'br.gov.bcb.pix' && fields(read.get('26')!).get('01') === given.key &&
      /^\d{1,10}\.\d\d$/.test(read.get('54')!) && Math.round(Number(read.get('54')) * 100) === given.amount &&
      read.get('59')!.length >= 1 && read.get('59')!.length <= 25 && read.get('60')!.length >= 1 && read.get('60')!.length <= 15 &&
      /^[0-9A-Za-z]{1,25}$/.test(fields(read.get('62')!).get('05')!) &&
      code.endsWith(`6304${read.get('63')}`) && read.get('63') === independentCrc(code.slice(0, -4))
  }), { numRuns: 1000 })
  t.pass()
  t.end()
})

/** By table, a byte at a time. */
function independentCrc (text: string): string {
  const table = Array.from({ length: 256 }, (_, byte) => {
    let value = byte << 8
    for (let i = 0; i < 8; i++) value = value & 0x8000 ? (value << 1) ^ 0x1021 : value << 1
    return value & 0xffff
  })
  return [...Buffer.from(text)].reduce((crc, byte) => ((crc << 8) ^ table[((crc >> 8) ^ byte) & 0xff]!) & 0xffff, 0xffff).toString(16).toUpperCase().padStart(4, '0')
}

t.test('keys as people write them', (t) => {
  for (const [given, read] of [
    ['529.982.247-25', '52998224725'], ['11.222.333/0001-81', '11222333000181'], ['12.ABC.345/01de-35', '12ABC34501DE35'],
    ['+55 (11) 98765-4321', '+5511987654321'], [' Ana@Example.com ', 'ana@example.com'], ['123E4567-E12B-12D1-A456-426655440000', '123e4567-e12b-12d1-a456-426655440000'],
    ['529.982.247-26', null], ['111.111.111-11', null], ['11222333000182', null], ['11987654321', null], ['+55', null], ['ana@', null], ['ana', null], ['', null], [`${'a'.repeat(70)}@example.com`, null]
  ] as const) t.equal(readPixKey(given), read, given)
  t.end()
})
