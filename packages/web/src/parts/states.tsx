/** Empty, loading and failed: what stands where content is not. */
import type { ComponentChildren } from 'preact'
import { Refusal } from '../api.ts'
import { Link, signInPath } from '../router.tsx'
import { t } from '../texts/index.ts'
import { Icon } from './icon.tsx'

/** Says what happened, and offers what helps: trying again, or signing in. */
export function Failure ({ error, again, testid }: { error: Error, again?: () => void, testid?: string }) {
  return (
    <div class="failure" role="alert" data-testid={testid ?? 'failure'}>
      <Icon name="problem" />
      <p>{error instanceof Refusal ? error.message : error.message || t.problems.internal}</p>
      {error instanceof Refusal && error.code === 'unauthenticated' && <Link to={signInPath()}>{t.nav.sign_in}</Link>}
      {again && <button type="button" class="quiet" onClick={again}>{t.retry}</button>}
    </div>
  )
}

export function Empty ({ title, children }: { title: string, children?: ComponentChildren }) {
  return <div class="empty" data-testid="empty"><p class="empty-title">{title}</p>{children}</div>
}

/** Stands in the place of what is loaded, in its form. Nothing is shown for what comes at once. */
export function Loading ({ form = 'lines', count = 3 }: { form?: 'lines' | 'cards' | 'auction', count?: number }) {
  return (
    <div class={`loading loading-${form}`} role="status">
      <span class="unseen">{t.loading}</span>
      {Array.from({ length: count }, (_, i) => <div key={i} class="ghost" aria-hidden="true"><i /><b /><b /></div>)}
    </div>
  )
}
