/** Who is here. */
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Me } from './api.ts'

export interface Session {
  /** Undefined while it is not known yet; null for a visitor. */
  me: Me | null | undefined
  set: (me: Me | null) => void
}

export const SessionContext = createContext<Session>({ me: undefined, set () {} })
export const useSession = () => useContext(SessionContext)
