/** The account: name, programs' tokens, what is stored, and its end. */
import { useState } from 'preact/hooks'
import { call, type Me } from '../../api.ts'
import { useLoad } from '../../load.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { Field } from '../../parts/field.tsx'
import { Failure } from '../../parts/states.tsx'
import { go } from '../../router.tsx'
import { useSession } from '../../session.ts'
import { showTime } from '../../time.ts'
import { t } from '../../texts/index.ts'

interface Token { id: string, label: string, created_at: string }

export function Account () {
  const { me, set } = useSession()
  const [name, setName] = useState(me?.name ?? '')
  const [saved, setSaved] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const [leaving, setLeaving] = useState(false)
  const save = (event: Event) => {
    event.preventDefault()
    setError(null)
    setSaved(false)
    call<Me>('PATCH', '/me', { name }).then((next) => {
      set(next)
      setSaved(true)
    }, setError)
  }
  const leave = () => {
    call('DELETE', '/me').then(() => {
      set(null)
      go('/')
    }, (problem: Error) => {
      setLeaving(false)
      setError(problem)
    })
  }
  return (
    <div class="form narrow">
      <form onSubmit={save}>
        <Field label={t.me.name}>{(tied) => <input {...tied} required maxLength={80} autoComplete="nickname" data-testid="account-name" value={name} onInput={({ currentTarget }) => { setName(currentTarget.value); setSaved(false) }} />}</Field>
        <p class="soft">{t.me.email}: {me?.email}</p>
        {error && <Failure error={error} />}
        <p class="buttons"><button class="act" data-testid="account-save">{t.me.save}</button>{saved && <span class="said" role="status">{t.me.saved}</span>}</p>
      </form>
      <Tokens />
      <section class="buttons">
        <a class="button" href="/api/me/export" download="martelo.json">{t.me.export}</a>
        <button type="button" onClick={() => { setLeaving(true) }}>{t.me.delete}</button>
      </section>
      {leaving && <Dialog title={t.me.delete} action={t.me.delete_action} confirm={leave} cancel={() => { setLeaving(false) }}><p>{t.me.delete_text}</p></Dialog>}
    </div>
  )
}

function Tokens () {
  const { data, error, again } = useLoad(async () => (await call<{ items: Token[] }>('GET', '/me/tokens')).items, '')
  const [label, setLabel] = useState('')
  const [token, setToken] = useState<string | null>(null)
  const [refused, setRefused] = useState<Error | null>(null)
  const create = (event: Event) => {
    event.preventDefault()
    setRefused(null)
    call<{ token: string }>('POST', '/me/tokens', { label }).then((made) => {
      setToken(made.token)
      setLabel('')
      again()
    }, setRefused)
  }
  const revoke = (id: string) => { call('DELETE', `/me/tokens/${id}`).then(again, setRefused) }
  return (
    <section aria-labelledby="tokens">
      <h2 id="tokens">{t.me.tokens}</h2>
      <p class="soft">{t.me.tokens_help}</p>
      {(error ?? refused) && <Failure error={(error ?? refused)!} />}
      {data?.length === 0 && <p class="soft">{t.me.token_none}</p>}
      <ul class="plain-list">{data?.map((each) => <li key={each.id}><span><strong>{each.label}</strong> <span class="soft">{t.me.token_since(showTime(each.created_at))}</span></span> <button type="button" class="plain" onClick={() => { revoke(each.id) }}>{t.me.token_revoke}<span class="unseen"> {each.label}</span></button></li>)}</ul>
      {token !== null && <p class="secret" role="status"><strong>{t.me.token_once}</strong><code>{token}</code></p>}
      <form class="amount" onSubmit={create}>
        <label for="token-label">{t.me.token_label}</label>
        <div class="amount-row"><input id="token-label" required maxLength={100} value={label} onInput={({ currentTarget }) => { setLabel(currentTarget.value) }} /><button>{t.me.token_create}</button></div>
      </form>
    </section>
  )
}
