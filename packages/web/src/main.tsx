/** The page: who is here, where they are, and the frame around it. */
import { render } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { call, type Me } from './api.ts'
import { AuctionPage } from './pages/auction.tsx'
import { CreatePage } from './pages/create.tsx'
import { ListPage } from './pages/list.tsx'
import { MePage } from './pages/me.tsx'
import { ReportPage } from './pages/report.tsx'
import { SignInPage } from './pages/sign-in.tsx'
import { Link, go, useRoute, type Route } from './router.tsx'
import { t } from './texts/index.ts'

function App () {
  const route = useRoute()
  // undefined: not known yet.
  const [me, setMe] = useState<Me | null | undefined>(undefined)
  useEffect(() => { call<Me>('GET', '/me').then(setMe, () => { setMe(null) }) }, [])
  const signOut = () => {
    void call('POST', '/sign-out').finally(() => {
      setMe(null)
      go('/')
    })
  }
  return (
    <>
      <a class="skip" href="#main">{t.skip}</a>
      <header>
        <Link to="/" class="brand">{t.name}</Link>
        <nav>
          <Link to="/">{t.nav.auctions}</Link>
          <Link to="/new">{t.nav.create}</Link>
          {me ? <><Link to="/me">{t.nav.me}</Link><span class="who">{me.name}</span><button type="button" class="plain" onClick={signOut}>{t.nav.sign_out}</button></> : me === null && <Link to="/sign-in">{t.nav.sign_in}</Link>}
        </nav>
      </header>
      <main id="main">{me === undefined ? <p class="notice">{t.loading}</p> : <Page route={route} me={me} setMe={setMe} />}</main>
    </>
  )
}

function Page ({ route, me, setMe }: { route: Route, me: Me | null, setMe: (me: Me) => void }) {
  switch (route.page) {
    case 'list': return <ListPage />
    case 'auction': return <AuctionPage key={route.id} id={route.id} me={me} />
    case 'report': return <ReportPage id={route.id} />
    case 'create': return <CreatePage me={me} />
    case 'me': return <MePage me={me} />
    case 'sign-in': return <SignInPage next={route.next} signedIn={setMe} />
    case 'not-found': return <p class="notice">{t.not_found}</p>
  }
}

render(<App />, document.getElementById('app')!)
