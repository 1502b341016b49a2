/** Every text of the page, in English. */
import type { Texts } from './pt-BR.ts'

const count = (n: number, one: string, many: string) => `${n.toLocaleString('en')} ${n === 1 ? one : many}`

export const en: Texts = {
  name: 'Martelo',
  skip: 'Skip to content',
  foot: 'Times are the server’s, shown in your zone.',
  api: 'API documentation',
  nav: { label: 'Main', auctions: 'Auctions', create: 'Sell', me: 'My account', pipeline: 'Operations', sign_in: 'Sign in', sign_out: 'Sign out' },
  loading: 'Loading…',
  retry: 'Try again',
  back: 'Back',
  more: 'Show more',
  just_now: 'just now',
  not_found: { title: 'There is nothing at this address', text: 'The address may be mistyped, or the auction no longer exists.', home: 'See open auctions' },

  live: { open: 'Live', connecting: 'Connecting…', lost: (ago) => `No connection for ${ago}. The price may have changed. Trying again…`, paused: 'Updates paused', pause: 'Pause updates', resume: 'Resume' },

  home: {
    title: 'Auctions', search: 'Search', search_hint: 'Words in the title', category: 'Category', all: 'All', status: 'Status', sort: 'Sort',
    statuses: { open: 'Open', scheduled: 'Coming up', closed: 'Closed' },
    sorts: { ending_soon: 'Ending first', newest: 'Newest', most_bids: 'Most bids' },
    empty: { open: 'No auction is open right now', scheduled: 'No auction is scheduled', closed: 'No auction has closed yet', search: (q) => `Nothing found for “${q}”` },
    empty_hint: 'Why not create the first?', empty_search_hint: 'Try fewer words, or another category.', clear: 'Clear the search',
    opened: (n) => count(n, 'new auction', 'new auctions'), show: 'Show'
  },

  bids: (n) => n === 0 ? 'no bids' : count(n, 'bid', 'bids'),
  ends: 'Ends in', starts: 'Starts in', ended: 'Closed', closing: 'Closing…',
  outcome: { sold: 'Sold', bought_now: 'Bought outright', reserve_not_met: 'Not sold: reserve not met', no_bids: 'Closed without bids', cancelled: 'Cancelled' },

  auction: {
    price: 'Current price', starting_price: 'Starting price', final_price: 'Final price', last_price: 'Last price',
    ends_at: 'End', starts_at: 'Start', seller: 'Seller', addendum: 'Addendum', reason: 'Reason', description: 'Description', no_description: 'No description.',
    details: 'Terms', minimum: 'Minimum bid', increment: 'Increment', reserve: 'Reserve', soft_close: 'Late bids',
    increments: { table: 'by the table', fixed: (amount) => amount, percent: (n) => `${n}%` },
    reserve_met: 'met', reserve_not_met: 'not met yet', reserve_own: (amount) => `${amount} (only you see this)`,
    soft: (window, extension) => `A bid in the last ${window} leaves at least ${extension} on the clock.`, none: '–', hard: 'The end does not move.',
    extended: (clock) => `A late bid moved the end to ${clock}.`,
    watch: 'Watch', watching: 'Watching', photos: 'Photographs', photo: (n, of) => `Photograph ${n} of ${of}`, next: 'Next', previous: 'Previous',
    report: 'Report'
  },

  standing: {
    leading: 'You lead', leading_covered: 'Martelo outbids others for you.', leading_plain: 'If nobody bids more, it is yours.', maximum: 'Your maximum, which only you see',
    outbid: 'You were outbid', outbid_by: (name, amount) => `${name} bid ${amount}.`, outbid_max: (amount) => `Your limit was ${amount}.`, outbid_tie: 'The amount is the same, but the other bid came first.',
    why: 'Why?',
    won: 'You won', won_next: 'Arrange payment and delivery with the seller.', lost: 'Not this time', winner: (name) => `${name} won`, at: (amount) => `at ${amount}`, winner_at: (name, amount) => `${name} won at ${amount}.`
  },

  bid: {
    title: 'Place a bid', minimum: (amount) => `Bid ${amount}`, sign_in: 'Sign in to bid', own: 'This auction is yours: sellers do not bid.', not_yet: 'Bidding starts when the auction opens.',
    automatic: 'Automatic bid', automatic_help: 'Say how far you would go. Martelo outbids others for you, by no more than needed. Nobody sees your maximum.', set_maximum: 'Set maximum',
    other: 'Another exact amount', amount: 'Your bid', place: 'Bid',
    buy_now: (amount) => `Buy now for ${amount}`,
    one_tap: 'Bid the minimum with one tap, without asking',
    confirm: (amount) => `Bid ${amount}?`, confirm_max: (amount) => `Go up to ${amount}?`, confirm_buy: (amount) => `Buy for ${amount} and end the auction?`,
    binding: 'Bids cannot be withdrawn.',
    changed: 'Somebody bid while you were deciding.', changed_to: (price) => `It is now ${price}.`, changed_minimum: (amount) => `The minimum bid is now ${amount}.`, still_enough: (amount) => `${amount} is still enough.`,
    confirm_button: (amount) => `Confirm ${amount}`, sending: 'Sending…',
    accepted: 'Bid accepted: you lead.', outbid_at_once: 'Your bid counts, but somebody’s automatic bid went past it at once.', bought: 'Bought. It is yours.',
    from: (amount) => `from ${amount}`, bad_amount: 'Write an amount such as 150.00.', below: (amount) => `The minimum is now ${amount}.`
  },

  history: { title: 'Bids', none: 'No bids yet. The first could be yours.', automatic: 'automatic', buy_now: 'bought outright', who: 'Who', amount: 'Amount', when: 'When', all: 'Show earlier bids', chart: (from, to, n) => `The price went from ${from} to ${to}, in ${n}.` },

  said: {
    price: (amount) => `Price: ${amount}`, leading: 'You lead.', outbid: (amount) => `You were outbid. Price: ${amount}.`, left: (span) => `${span} left.`, ended: (outcome) => `The auction has ended. ${outcome}`, extended: (clock) => `The end moved to ${clock}.`, lost: 'No connection.', back: 'Connection restored.'
  },

  owner: {
    title: 'Your auction', admin_title: 'Administration', close: 'Close now', close_text: 'The rules of closing apply: the leader wins, if the reserve is met. This cannot be undone.', close_action: 'Close the auction',
    cancel: 'Cancel the auction', cancel_text: 'It ends without a winner. Everybody sees the reason.', reason: 'Reason', edit: 'Edit', addendum: 'Add to the description', addendum_help: 'After the first bid the text stands; an addendum appears below it, with its time.', add: 'Add', relist: 'Offer again'
  },

  create: {
    title: 'Sell something', edit_title: 'Edit auction', item: 'The item', price: 'The price', time: 'The time', more: 'More options',
    name: 'Title', name_help: 'What it is, whose, from when: what somebody would search for.', description: 'Description', description_help: 'Condition, size, collection or shipping.', category: 'Category', none: 'None',
    starting_price: 'Starting price', starting_help: 'The first bid may be this amount.', currency: 'Currency',
    duration: 'Duration', durations: { 300: '5 minutes', 3600: '1 hour', 86400: '1 day', 259200: '3 days', 604800: '7 days', until: 'Until a date…' }, ends_at: 'Ends at', starts_at: 'Starts at', starts_help: 'Empty: as soon as it is published.',
    reserve_price: 'Reserve price', reserve_help: 'Below it you do not sell. Nobody sees the amount, only whether it is met.', buy_now_price: 'Buy-now price', buy_now_help: 'Whoever pays this takes it at once, until the first bid.',
    increment: 'Increment', increments: { table: 'By the table (recommended)', fixed: 'Fixed amount', percent: 'Percentage' }, increment_amount: 'Increment amount', increment_percent: 'Percentage of the price',
    soft_close: 'Bids in the last 2 minutes move the end', soft_help: 'So nobody wins just by clicking last.',
    photos: 'Photographs', photos_hint: 'Drop them here, or', choose: 'choose files', photos_help: 'JPEG, PNG, WebP or AVIF, up to 8 MB. The first is the cover.', alt: 'What the photo shows', remove: 'Remove', cover: 'Cover', make_cover: 'Make it the cover', not_a_photo: (name) => `${name} is not a picture that Martelo understands.`, uploading: (n) => `Uploading: ${n}%`, upload_failed: 'It was not uploaded.',
    preview: 'How it will look', untitled: 'No title yet', submit: 'Publish', save: 'Save', publishing: 'Publishing…', kept: 'The draft stays in this browser while you write.', start_over: 'Start over',
    photos_left: 'The auction is published, but photographs are missing.', go_on: 'See the auction'
  },

  wrong: {
    summary: (n) => n === 1 ? 'One field needs your attention.' : `${n} fields need your attention.`,
    required: 'This is needed.', money: 'Write an amount such as 150.00.', positive: 'The amount must be above zero.', past: 'That time has passed.', year: 'The end must be within a year.', before_start: 'The end must come after the start.', reserve_low: 'The reserve cannot be below the starting price.', buy_low: 'It must be above the starting price, and at least the reserve.', percent: 'A whole number from 1 to 100.', email: 'Write an e-mail address.', code: 'The code has six digits.', other: 'Please check this field.'
  },

  sign_in: { title: 'Sign in', intro: 'No password: we send a six-digit code.', email: 'E-mail', name: 'Name that others see', name_help: 'Only the first time. May stay empty.', send: 'Send code', sent: (email) => `The code went to ${email}. It is valid for 10 minutes.`, code: 'Six-digit code', verify: 'Sign in', again: 'Use another e-mail', resend: 'Send another code', resent: 'Sent. The earlier code is void.' },

  me: {
    title: 'My account', tabs: { bids: 'My bids', watching: 'Watching', won: 'Won', auctions: 'My auctions', account: 'Details' },
    standing: { winning: 'Leading', outbid: 'Outbid', won: 'Won by you', lost: 'Not this time' },
    empty: { bids: 'You have not placed a bid yet', watching: 'You watch no auction', won: 'You have not won anything yet', auctions: 'You have not created an auction yet' },
    browse: 'See open auctions',
    name: 'Name', email: 'E-mail', save: 'Save', saved: 'Saved.',
    tokens: 'API tokens', tokens_help: 'For programs of yours. A token is shown once.', token_label: 'What it is for', token_create: 'Create token', token_once: 'Copy it now. It will not be shown again.', token_revoke: 'Revoke', token_since: (time) => `created ${time}`, token_none: 'No tokens.',
    export: 'Download everything stored about me', delete: 'Delete the account', delete_text: 'Name and e-mail are erased everywhere. This cannot be undone.', delete_action: 'Delete for good'
  },

  delivery: {
    title: 'After the end', effects: { report: 'Report', email: 'E-mail to the winner', discord: 'Discord post' },
    states: { pending: 'Waiting', attempting: 'In progress', retry: 'Trying again', retry_at: (clock) => `Trying again at ${clock}`, done: 'Done', skipped: 'Does not apply', failed: 'Failed', unknown: 'Not confirmed' },
    writing: 'Being written', sending: 'Being sent', sent: 'Sent', written: 'Written', posted: 'Posted',
    attempts: (n) => count(n, 'attempt', 'attempts'), unknown_text: 'The other side did not say whether it arrived. An administrator decides whether to send again.', event_states: { pending: 'Waiting', processing: 'In progress', parked: 'Waiting to retry', unknown: 'Needs a decision', dead: 'Stopped by an error', done: 'All done' }
  },

  report: { title: 'Report', pending: 'The report is being written. This page updates by itself.', back: 'Back to the auction' },

  pipeline: {
    title: 'Operations', intro: 'From the close to its three effects.',
    numbers: { rate: 'Events a second', lag: 'Lag', pending: 'Pending', parked: 'Parked', unknown: 'Unknown', dead: 'Dead', done: 'Done', length: 'In the stream' },
    charts: { rate: 'Events a second', waiting: 'Lag and pending', duration: 'Effect durations (ms)' }, lines: { rate: 'events/s', lag: 'lag', pending: 'pending', report: 'report', email: 'e-mail', discord: 'Discord' },
    chart_text: (name, value, least, most) => `${name}: now ${value}; over the last minute from ${least} to ${most}.`,
    consumers: 'Workers', consumer: 'Worker', in_hand: 'Pending', idle: 'Idle for', none: 'No workers.',
    effects: 'Effects', effect: 'Effect', median: 'Median', p95: '95%', attempts: 'Attempts', away: 'away', cost: (amount) => `model: ${amount}`,
    deliveries: 'Deliveries', all: 'All', state: 'State', list_text: (n) => count(n, 'delivery loaded', 'deliveries loaded'), empty: 'No delivery in this state.', reason: 'Reason', receipt: 'Receipt', auction: 'See the auction', refresh: 'There are changes: show',
    resend: 'Send again', resend_text: (effect) => `${effect}: if the earlier one did arrive, it arrives twice.`, mark: 'Mark as done', mark_text: (effect) => `${effect}: it is recorded that you confirmed it, and when.`
  },

  problems: {
    invalid_request: 'Please check the fields.', unauthenticated: 'Sign in first: your session has ended or not begun.', invalid_code: 'The code is wrong or has expired.', not_owner: 'Only the seller may do this.', not_admin: 'Only an administrator may do this.', own_auction: 'Nobody bids on their own auction.', blocked: 'This account is blocked.', cross_site: 'The request did not come from this page. Reload and try again.', auction_not_found: 'There is no such auction.', not_found: 'Not found.', report_pending: 'The report is still being written.',
    auction_not_open: 'The auction is not open.', auction_ended: 'The auction has ended.', already_leading: 'You lead already. To be safer, raise your maximum.', has_bids: 'The auction has bids already.', buy_now_unavailable: 'Buy now is no longer available.', idempotency_in_progress: 'The earlier request is still under way.', not_relistable: 'Only an auction that ended without a sale can be offered again.', not_resolvable: 'This effect is not waiting for a decision.', has_open_business: 'You still sell something, or lead somewhere.', version_mismatch: 'The auction changed while you edited. Check it and save again.',
    body_too_large: 'It is too large.', unsupported_media_type: 'This kind of file is not accepted.', bid_too_low: 'The bid is below the minimum.', use_buy_now: 'For that amount you can buy it now.', idempotency_key_reused: 'Reload the page and try again.', image_refused: 'This picture could not be used.', too_many_requests: 'Too many attempts. Wait a little.', internal: 'Something went wrong on our side. Nothing is lost: try again.', store_unavailable: 'The service is away for a moment. Try again.', overloaded: 'The service is overloaded. Try again shortly.',
    network: 'No connection to the server. Nothing is lost: try again.'
  }
}
