/** Signing in, in two steps. */
import { useState } from 'preact/hooks'
import { call, type Me } from '../api.ts'
import { Failure } from '../parts.tsx'
import { go } from '../router.tsx'
import { t } from '../texts/index.ts'

export function SignInPage ({ next, signedIn }: { next: string, signedIn: (me: Me) => void }) {
  const [email, setEmail] = useState('')
  const [name, setName] = useState('')
  const [code, setCode] = useState('')
  const [sent, setSent] = useState(false)
  const [error, setError] = useState<Error | null>(null)

  const ask = (event: Event) => {
    event.preventDefault()
    setError(null)
    call('POST', '/sign-in', { email, ...(name.trim() && { name }) }).then(() => { setSent(true) }, setError)
  }
  const verify = (event: Event) => {
    event.preventDefault()
    setError(null)
    call<{ user: Me }>('POST', '/sign-in/verify', { email, code }).then(({ user }) => {
      signedIn(user)
      go(next)
    }, setError)
  }
  return sent
    ? (
      <form class="form" onSubmit={verify}>
        <h1>{t.sign_in.title}</h1>
        <p>{t.sign_in.sent(email)}</p>
        <label>{t.sign_in.code}<input required autoFocus inputMode="numeric" autoComplete="one-time-code" maxLength={12} data-testid="sign-in-code" value={code} onInput={(event) => { setCode(event.currentTarget.value) }} /></label>
        {error && <Failure error={error} />}
        <button class="action" data-testid="sign-in-verify">{t.sign_in.verify}</button>
        <button type="button" onClick={() => { setSent(false) }}>{t.sign_in.again}</button>
      </form>
      )
    : (
      <form class="form" onSubmit={ask}>
        <h1>{t.sign_in.title}</h1>
        <label>{t.sign_in.email}<input required type="email" autoComplete="email" data-testid="sign-in-email" value={email} onInput={(event) => { setEmail(event.currentTarget.value) }} /></label>
        <label>{t.sign_in.name}<input autoComplete="nickname" maxLength={80} data-testid="sign-in-name" value={name} onInput={(event) => { setName(event.currentTarget.value) }} /></label>
        {error && <Failure error={error} />}
        <button class="action" data-testid="sign-in-send">{t.sign_in.send}</button>
      </form>
      )
}
