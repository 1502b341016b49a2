/** The fields of an auction, the few that matter first. */
import { call, type Category } from '../../api.ts'
import { serverNow } from '../../clock.ts'
import { useLoad } from '../../load.ts'
import { Field } from '../../parts/field.tsx'
import { language, t } from '../../texts/index.ts'
import { CURRENCIES, localTime, type AuctionDraft, type Wrongs } from './auction-draft.ts'

interface AuctionFormProps { draft: AuctionDraft, change: (changes: Partial<AuctionDraft>) => void, wrongs: Wrongs }

export function AuctionForm ({ draft, change, wrongs }: AuctionFormProps) {
  const categories = useLoad(async () => (await call<{ items: Category[] }>('GET', '/categories')).items, '')
  type TextName = { [Name in keyof AuctionDraft]: AuctionDraft[Name] extends boolean ? never : Name }[keyof AuctionDraft]
  /** What every field needs. */
  const field = (name: TextName) => ({ value: draft[name], 'data-testid': `create-${name}`, onInput: (event: { currentTarget: { value: string } }) => { change({ [name]: event.currentTarget.value }) } })
  const money = (name: TextName, label: string, help: string) => <Field label={label} wrong={wrongs[name]} help={help}>{(tied) => <input {...tied} class="figures" inputMode="decimal" autoComplete="off" maxLength={20} placeholder="0,00" {...field(name)} />}</Field>
  // Whoever is told of a mistake must see its field.
  const hidden = (['reserve_price', 'buy_now_price', 'starts_at', 'increment_amount', 'increment_percent'] as const).some((name) => wrongs[name] !== undefined)
  return (
    <>
      <fieldset>
        <legend>{t.create.item}</legend>
        <Field label={t.create.name} wrong={wrongs.title} help={t.create.name_help}>{(tied) => <input {...tied} maxLength={200} autoComplete="off" {...field('title')} />}</Field>
        <Field label={t.create.description} wrong={wrongs.description} help={t.create.description_help}>{(tied) => <textarea {...tied} rows={6} maxLength={10_000} {...field('description')} />}</Field>
        <Field label={t.create.category} wrong={wrongs.category}>{(tied) => <select {...tied} {...field('category')}><option value="">{t.create.none}</option>{categories.data?.map(({ id, name }) => <option key={id} value={id}>{name[language]}</option>)}</select>}</Field>
      </fieldset>
      <fieldset>
        <legend>{t.create.price}</legend>
        <div class="pair">
          {money('starting_price', t.create.starting_price, t.create.starting_help)}
          <Field label={t.create.currency} wrong={wrongs.currency}>{(tied) => <select {...tied} {...field('currency')}>{CURRENCIES.map((each) => <option key={each} value={each}>{each}</option>)}</select>}</Field>
        </div>
      </fieldset>
      <fieldset>
        <legend>{t.create.time}</legend>
        <div class="pair">
          <Field label={t.create.duration}>{(tied) => <select {...tied} {...field('duration')}>{Object.entries(t.create.durations).map(([value, text]) => <option key={value} value={value}>{text}</option>)}</select>}</Field>
          {draft.duration === 'until' && <Field label={t.create.ends_at} wrong={wrongs.ends_at}>{(tied) => <input {...tied} type="datetime-local" min={localTime(serverNow())} {...field('ends_at')} />}</Field>}
        </div>
        <label class="check"><input type="checkbox" checked={draft.soft_close} data-testid="create-soft_close" onChange={({ currentTarget }) => { change({ soft_close: currentTarget.checked }) }} /> <span>{t.create.soft_close}<br /><span class="help">{t.create.soft_help}</span></span></label>
      </fieldset>
      <details open={hidden || undefined}>
        <summary data-testid="create-more">{t.create.more}</summary>
        <div class="pair">
          {money('reserve_price', t.create.reserve_price, t.create.reserve_help)}
          {money('buy_now_price', t.create.buy_now_price, t.create.buy_now_help)}
        </div>
        <Field label={t.create.starts_at} wrong={wrongs.starts_at} help={t.create.starts_help}>{(tied) => <input {...tied} type="datetime-local" min={localTime(serverNow())} {...field('starts_at')} />}</Field>
        <div class="pair">
          <Field label={t.create.increment}>{(tied) => <select {...tied} {...field('increment')}>{(['table', 'fixed', 'percent'] as const).map((each) => <option key={each} value={each}>{t.create.increments[each]}</option>)}</select>}</Field>
          {draft.increment === 'fixed' && money('increment_amount', t.create.increment_amount, '')}
          {draft.increment === 'percent' && <Field label={t.create.increment_percent} wrong={wrongs.increment_percent}>{(tied) => <input {...tied} class="figures" inputMode="numeric" maxLength={3} {...field('increment_percent')} />}</Field>}
        </div>
      </details>
    </>
  )
}
