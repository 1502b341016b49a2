/** The form that creates an auction. */
import { useState } from 'preact/hooks'
import { call, Refusal, type AuctionResource, type Me } from '../api.ts'
import { readMoney } from '../money.ts'
import { Failure, useLoad } from '../parts.tsx'
import { go } from '../router.tsx'
import { t } from '../texts/index.ts'

interface Category { id: string, name: { 'pt-BR': string } }

export function CreatePage ({ me }: { me: Me | null }) {
  const [form, setForm] = useState({ title: '', description: '', category: '', starting_price: '', reserve_price: '', buy_now_price: '', duration_seconds: '86400' })
  const [error, setError] = useState<Error | null>(null)
  const [wrong, setWrong] = useState<Record<string, string>>({})
  const categories = useLoad(async () => await call<{ items: Category[] }>('GET', '/categories'), '')
  if (me === null) {
    go('/sign-in?next=/new')
    return null
  }
  const field = (name: keyof typeof form) => ({ value: form[name], 'aria-invalid': name in wrong, 'data-testid': `create-${name}`, onInput: (event: { currentTarget: { value: string } }) => { setForm({ ...form, [name]: event.currentTarget.value }) } })
  const problem = (name: string) => wrong[name] && <small class="failure">{wrong[name]}</small>

  const submit = (event: Event) => {
    event.preventDefault()
    const mistakes: Record<string, string> = {}
    const money = (name: 'starting_price' | 'reserve_price' | 'buy_now_price') => {
      if (form[name].trim() === '') return undefined
      const value = readMoney(form[name])
      if (value === null) mistakes[name] = t.bid.bad_amount
      return value ?? undefined
    }
    const body = { title: form.title, description: form.description, category: form.category || null, starting_price: money('starting_price'), reserve_price: money('reserve_price'), buy_now_price: money('buy_now_price'), duration_seconds: Number(form.duration_seconds) }
    setWrong(mistakes)
    if (Object.keys(mistakes).length > 0) return
    setError(null)
    call<AuctionResource>('POST', '/auctions', body).then((auction) => { go(`/auctions/${auction.id}`) }, (refusal: Error) => {
      setError(refusal)
      if (refusal instanceof Refusal) setWrong(Object.fromEntries(refusal.errors.map(({ path, message }) => [path.slice(1), message])))
    })
  }
  return (
    <form class="form" onSubmit={submit}>
      <h1>{t.create.title}</h1>
      <label>{t.create.name}<input required maxLength={200} {...field('title')} />{problem('title')}</label>
      <label>{t.create.description}<textarea rows={6} maxLength={10_000} {...field('description')} />{problem('description')}</label>
      <label>{t.create.category}<select {...field('category')}><option value="">{t.create.none}</option>{categories.data?.items.map(({ id, name }) => <option key={id} value={id}>{name['pt-BR']}</option>)}</select></label>
      <label>{t.create.starting_price}<input required inputMode="decimal" placeholder="10,00" {...field('starting_price')} />{problem('starting_price')}</label>
      <label>{t.create.duration}<select {...field('duration_seconds')}>{Object.entries(t.create.durations).map(([seconds, text]) => <option key={seconds} value={seconds}>{text}</option>)}</select></label>
      <label>{t.create.reserve_price}<input inputMode="decimal" {...field('reserve_price')} />{problem('reserve_price')}</label>
      <label>{t.create.buy_now_price}<input inputMode="decimal" {...field('buy_now_price')} />{problem('buy_now_price')}</label>
      {error && <Failure error={error} />}
      <button class="action" data-testid="create-submit">{t.create.submit}</button>
    </form>
  )
}
