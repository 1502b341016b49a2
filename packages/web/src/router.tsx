/** Addresses of the page: real links, handled without loading anew. */
import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'

export const ME_TABS = ['bids', 'watching', 'won', 'auctions', 'account'] as const
export type MeTab = typeof ME_TABS[number]

export type Route =
  | { page: 'home', query: URLSearchParams }
  | { page: 'create', from: string | null } | { page: 'edit', id: string }
  | { page: 'auction', id: string } | { page: 'report', id: string }
  | { page: 'me', tab: MeTab } | { page: 'sign-in', next: string }
  | { page: 'pipeline' } | { page: 'not-found' }

export function match (address: string): Route {
  const { pathname, searchParams } = new URL(address, 'http://page')
  const [, id, below] = /^\/auctions\/([\w-]+)(?:\/(report|edit))?\/?$/.exec(pathname) ?? []
  if (id !== undefined) return { page: (below ?? 'auction') as 'auction' | 'report' | 'edit', id }
  const [, tab] = /^\/me(?:\/(\w+))?\/?$/.exec(pathname) ?? []
  if (pathname.startsWith('/me') && (tab === undefined || ME_TABS.includes(tab as MeTab))) return { page: 'me', tab: (tab ?? 'bids') as MeTab }
  switch (pathname) {
    case '/': return { page: 'home', query: searchParams }
    case '/new': return { page: 'create', from: searchParams.get('from') }
    case '/ops': case '/ops/pipeline': return { page: 'pipeline' }
    case '/sign-in': {
      const next = searchParams.get('next') ?? '/'
      // Only addresses of this page: a link must not lead elsewhere after sign-in.
      return { page: 'sign-in', next: /^\/(?![/\\])/.test(next) ? next : '/' }
    }
    default: return { page: 'not-found' }
  }
}

/** Where to sign in, and to come back to. */
export const signInPath = (next = location.pathname + location.search) => `/sign-in?next=${encodeURIComponent(next)}`

/** Whether the viewer has gone anywhere since the page was loaded: then the focus follows. */
export let moved = false

export function go (path: string, { replace = false } = {}): void {
  history[replace ? 'replaceState' : 'pushState'](null, '', path)
  moved = true
  dispatchEvent(new PopStateEvent('popstate'))
  if (!replace) scrollTo(0, 0)
}

/** @returns the address, and where it leads. */
export function useRoute (): [string, Route] {
  const [address, setAddress] = useState(() => location.href)
  useEffect(() => {
    const update = () => { setAddress(location.href) }
    addEventListener('popstate', update)
    return () => { removeEventListener('popstate', update) }
  }, [])
  return [address, match(address)]
}

interface LinkProps { to: string, children: ComponentChildren, class?: string, current?: boolean, testid?: string }

export function Link ({ to, children, class: className, current, testid }: LinkProps) {
  return (
    <a
      href={to} class={className} aria-current={current ? 'page' : undefined} data-testid={testid}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return
        event.preventDefault()
        go(to)
      }}
    >{children}
    </a>
  )
}
