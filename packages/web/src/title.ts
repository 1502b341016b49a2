/** The window's title. What is urgent stands before it, where a tab still shows it. */
import { useEffect } from 'preact/hooks'
import { t } from './texts/index.ts'

export function useTitle (title: string | null): void {
  useEffect(() => { if (title !== null) document.title = title === '' ? t.name : `${title} · ${t.name}` }, [title])
}
