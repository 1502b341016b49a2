/** An address that leads nowhere. */
import { Empty } from '../parts/states.tsx'
import { Link } from '../router.tsx'
import { t } from '../texts/index.ts'
import { useTitle } from '../title.ts'

export function NotFoundPage () {
  useTitle(t.not_found.title)
  return <><h1 class="unseen">{t.not_found.title}</h1><Empty title={t.not_found.title}><p>{t.not_found.text}</p><p><Link to="/" class="button act">{t.not_found.home}</Link></p></Empty></>
}
