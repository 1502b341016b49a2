/** The codes of refusals that the API may answer with. A code without words in each language does not compile. */
import type { RejectionCode } from '@martelo/auction'

export type ProblemCode = RejectionCode
  | 'unauthenticated' | 'invalid_code' | 'blocked' | 'not_owner' | 'not_admin' | 'cross_site' | 'not_found' | 'report_pending' | 'idempotency_in_progress' | 'not_resolvable' | 'not_relistable' | 'has_open_business'
  | 'body_too_large' | 'unsupported_media_type' | 'image_refused' | 'too_many_requests' | 'internal' | 'store_unavailable' | 'overloaded'
