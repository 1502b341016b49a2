/** Signing in, in two steps: an address, and the code that was sent to it. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { call, Refusal, type Me } from '../api.ts'
import { Field } from '../parts/field.tsx'
import { Failure } from '../parts/states.tsx'
import { useDraft } from '../preferences.ts'
import { go } from '../router.tsx'
import { useSession } from '../session.ts'
import { t } from '../texts/index.ts'
import { useTitle } from '../title.ts'

const EMPTY = { email: '', name: '', sent: false }

export function SignInPage ({ next }: { next: string }) {
  const { me, set } = useSession()
  // A reload, or a look into the mail on the same phone, must not lose that a code is on its way.
  const [draft, change, forget] = useDraft('sign-in', EMPTY)
  const [code, setCode] = useState('')
  const [error, setError] = useState<Error | null>(null)
  const [wrong, setWrong] = useState<string | undefined>()
  const [busy, setBusy] = useState(false)
  const [resent, setResent] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  useTitle(t.sign_in.title)
  useEffect(() => { field.current?.focus() }, [draft.sent])
  useEffect(() => { if (me) go(next, { replace: true }) }, [me?.id])

  const run = (work: Promise<unknown>) => {
    setBusy(true)
    setError(null)
    setWrong(undefined)
    work.catch((problem: Refusal) => {
      if (problem.code === 'invalid_code') {
        setWrong(problem.message)
        field.current?.select()
      } else if (problem.code === 'invalid_request') {
        setWrong(t.wrong.email)
      } else {
        setError(problem)
      }
    }).finally(() => { setBusy(false) }).catch(() => {})
  }
  const ask = async () => {
    setResent(false)
    await call('POST', '/sign-in', { email: draft.email.trim(), ...(draft.name.trim() && { name: draft.name.trim() }) })
    if (draft.sent) setResent(true)
    change({ sent: true })
  }
  const verify = async (digits: string) => {
    const { user } = await call<{ user: Me }>('POST', '/sign-in/verify', { email: draft.email.trim(), code: digits })
    forget()
    set(user)
  }
  /** The sixth digit, typed, pasted or filled in by the browser, is enough. */
  const typed = (text: string) => {
    setCode(text)
    setWrong(undefined)
    const digits = text.replace(/\D/g, '')
    if (digits.length === 6 && digits !== code.replace(/\D/g, '')) run(verify(digits))
  }

  if (!draft.sent) {
    return (
      <form
        class="form narrow" onSubmit={(event) => {
          event.preventDefault()
          run(ask())
        }}
      >
        <h1>{t.sign_in.title}</h1>
        <p class="lede">{t.sign_in.intro}</p>
        <Field label={t.sign_in.email} wrong={wrong}>{(tied) => <input {...tied} ref={field} required type="email" autoComplete="email" maxLength={254} data-testid="sign-in-email" value={draft.email} onInput={({ currentTarget }) => { change({ email: currentTarget.value }) }} />}</Field>
        <Field label={t.sign_in.name} help={t.sign_in.name_help}>{(tied) => <input {...tied} autoComplete="nickname" maxLength={80} data-testid="sign-in-name" value={draft.name} onInput={({ currentTarget }) => { change({ name: currentTarget.value }) }} />}</Field>
        {error && <Failure error={error} />}
        <button class="act wide" disabled={busy} data-testid="sign-in-send">{t.sign_in.send}</button>
      </form>
    )
  }
  return (
    <form
      class="form narrow" onSubmit={(event) => {
        event.preventDefault()
        const digits = code.replace(/\D/g, '')
        if (digits.length === 6) run(verify(digits))
        else setWrong(t.wrong.code)
      }}
    >
      <h1>{t.sign_in.title}</h1>
      <p class="lede">{t.sign_in.sent(draft.email)}</p>
      <Field label={t.sign_in.code} wrong={wrong}>{(tied) => <input {...tied} ref={field} class="code figures" inputMode="numeric" autoComplete="one-time-code" maxLength={20} data-testid="sign-in-code" value={code} onInput={({ currentTarget }) => { typed(currentTarget.value) }} />}</Field>
      {error && <Failure error={error} />}
      {resent && <p class="said" role="status">{t.sign_in.resent}</p>}
      <button class="act wide" disabled={busy} data-testid="sign-in-verify">{t.sign_in.verify}</button>
      <p class="buttons"><button type="button" class="plain" disabled={busy} onClick={() => { run(ask()) }}>{t.sign_in.resend}</button><button type="button" class="plain" onClick={() => { change({ sent: false }) }}>{t.sign_in.again}</button></p>
    </form>
  )
}
