/** The frame around every page: who is here, where they are, and the ways from here. */
import { render, type ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { Announcer } from './announce.tsx'
import { call, type Me } from './api.ts'
import { Failure, Loading } from './parts/states.tsx'
import { Link, go, match, moved, signInPath, useRoute, type Route } from './router.tsx'
import { SessionContext } from './session.ts'
import { LANGUAGES, chooseLanguage, language, t, type Language } from './texts/index.ts'

/** Pages come when they are gone to. */
const PAGES = {
  home: async () => (await import('./pages/home.tsx')).HomePage,
  auction: async () => (await import('./pages/auction/auction.tsx')).AuctionPage,
  report: async () => (await import('./pages/report.tsx')).ReportPage,
  create: async () => (await import('./pages/create/create.tsx')).CreatePage,
  edit: async () => (await import('./pages/create/create.tsx')).EditPage,
  me: async () => (await import('./pages/me/me.tsx')).MePage,
  'sign-in': async () => (await import('./pages/sign-in.tsx')).SignInPage,
  pipeline: async () => (await import('./pages/pipeline/pipeline.tsx')).PipelinePage,
  'not-found': async () => (await import('./pages/not-found.tsx')).NotFoundPage
} satisfies { [Name in Route['page']]: () => Promise<ComponentType<Extract<Route, { page: Name }>>> }

/** What only a person may see, by page. */
const SIGNED_IN = new Set<Route['page']>(['create', 'edit', 'report', 'me', 'pipeline'])

function App () {
  const [address, route] = useRoute()
  const [me, setMe] = useState<Me | null | undefined>(undefined)
  useEffect(() => { call<Me>('GET', '/me').then(setMe, () => { setMe(null) }) }, [])
  const signOut = () => {
    void call('POST', '/sign-out').catch(() => {}).then(() => {
      setMe(null)
      go('/')
    })
  }
  const waits = SIGNED_IN.has(route.page) && me === undefined
  const away = SIGNED_IN.has(route.page) && me === null
  useEffect(() => { if (away) go(signInPath(), { replace: true }) }, [away])
  return (
    <SessionContext.Provider value={{ me, set: setMe }}>
      <a class="skip" href="#main">{t.skip}</a>
      <header class="mast">
        <Link to="/" class="brand">{t.name}</Link>
        <nav aria-label={t.nav.label}>
          <Link to="/" current={route.page === 'home'}>{t.nav.auctions}</Link>
          <Link to="/new" current={route.page === 'create'}>{t.nav.create}</Link>
          {me?.admin && <Link to="/ops/pipeline" current={route.page === 'pipeline'}>{t.nav.pipeline}</Link>}
          {me && <Link to="/me" current={route.page === 'me'}>{t.nav.me}</Link>}
        </nav>
        {/* Keeps its width until it is known who is here: nothing moves then. */}
        <div class="who">
          {me && <><span class="who-name" data-testid="who">{me.name}</span><button type="button" class="plain" onClick={signOut}>{t.nav.sign_out}</button></>}
          {me === null && route.page !== 'sign-in' ? <Link to={signInPath()}>{t.nav.sign_in}</Link> : !me && '\u00a0'}
        </div>
      </header>
      <main id="main" tabIndex={-1}>{waits || away ? <Loading /> : <CurrentPage key={keyOf(route)} route={route} address={address} />}</main>
      <footer class="foot">
        <p>{t.foot}</p>
        <p>{LANGUAGES.map(({ tag, name }) => <button key={tag} type="button" class="plain" lang={tag} aria-pressed={language === tag} onClick={() => { void choose(tag, me) }}>{name}</button>)}<a href="/docs">{t.api}</a></p>
      </footer>
      <Announcer />
    </SessionContext.Provider>
  )
}

/** A page of the same key stays and gets new properties; another begins anew. */
function keyOf (route: Route): string {
  return 'id' in route ? `${route.page} ${route.id}` : route.page
}

function CurrentPage ({ route, address }: { route: Route, address: string }) {
  const [Page, setPage] = useState<ComponentType<Route> | null>(null)
  const [error, setError] = useState<Error | null>(null)
  useEffect(() => { PAGES[route.page]().then((page) => { setPage(() => page as unknown as ComponentType<Route>) }, () => { setError(new Error(t.problems.network)) }) }, [])
  // A reader who follows a link is told where it led, and goes on from there.
  useEffect(() => { if (Page !== null && moved) document.getElementById('main')!.focus({ preventScroll: true }) }, [Page])
  // A file that is gone belongs to a release that is gone: the newest page knows the new name. Forms are kept.
  if (error) return <Failure error={error} again={() => { location.reload() }} />
  if (Page === null) return <Loading form={route.page === 'home' ? 'cards' : route.page === 'auction' ? 'auction' : 'lines'} />
  return <Page {...route} key={route.page === 'home' ? 'home' : address} />
}

async function choose (tag: Language, me: Me | null | undefined): Promise<void> {
  await chooseLanguage(tag)
  draw()
  // Mails follow the page's language.
  if (me) await call('PATCH', '/me', { locale: tag }).catch(() => {})
}

let root: HTMLElement
const draw = () => { render(<App />, root) }

/** The page that is needed first is on its way before anything is drawn. */
export function prefetch (): void {
  PAGES[match(location.href).page]().catch(() => {})
}

export function start (element: HTMLElement): void {
  root = element
  draw()
}
