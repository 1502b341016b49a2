/** Addresses of the page: real links, handled without loading anew. */
import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'

export type Route =
  | { page: 'list' } | { page: 'create' } | { page: 'sign-in', next: string } | { page: 'me' } | { page: 'not-found' }
  | { page: 'auction', id: string } | { page: 'report', id: string }

export function match (address: string): Route {
  const { pathname, searchParams } = new URL(address, 'http://page')
  const auction = /^\/auctions\/([\w-]+)(\/report)?$/.exec(pathname)
  if (auction) return { page: auction[2] ? 'report' : 'auction', id: auction[1]! }
  switch (pathname) {
    case '/': return { page: 'list' }
    case '/new': return { page: 'create' }
    case '/me': return { page: 'me' }
    case '/sign-in': {
      const next = searchParams.get('next') ?? '/'
      // Only addresses of this page: a link must not lead elsewhere after sign-in.
      return { page: 'sign-in', next: /^\/(?![/\\])/.test(next) ? next : '/' }
    }
    default: return { page: 'not-found' }
  }
}

export function go (path: string): void {
  history.pushState(null, '', path)
  dispatchEvent(new PopStateEvent('popstate'))
  scrollTo(0, 0)
}

export function useRoute (): Route {
  const [route, setRoute] = useState(() => match(location.href))
  useEffect(() => {
    const update = () => { setRoute(match(location.href)) }
    addEventListener('popstate', update)
    return () => { removeEventListener('popstate', update) }
  }, [])
  return route
}

export function Link ({ to, children, class: className }: { to: string, children: ComponentChildren, class?: string }) {
  return (
    <a
      href={to} class={className} onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
        event.preventDefault()
        go(to)
      }}
    >{children}
    </a>
  )
}
