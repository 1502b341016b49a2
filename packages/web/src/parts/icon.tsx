/** Line icons, drawn for this page on a grid of 24. They stand beside words, never for them. */
const PATHS = {
  lead: 'M5 13l4.5 4.5L19 7',
  outbid: 'M12 5v14M6 11l6-6 6 6',
  clock: 'M12 7v5l3.5 2M12 3a9 9 0 110 18 9 9 0 010-18z',
  search: 'M10.5 4a6.5 6.5 0 110 13 6.5 6.5 0 010-13zM20 20l-4.8-4.8',
  offline: 'M4 4l16 16M8.5 16.5a5 5 0 017 0M5 12.9a10 10 0 015.2-2.7M14.6 10.5A10 10 0 0119 13M12 20h.01',
  pause: 'M9 6v12M15 6v12',
  play: 'M8 5.5v13l10-6.5z',
  photo: 'M4 6h16v12H4zM4 15.5l4.5-4.5 4 4 2.5-2.5 5 5M15.5 9.5h.01',
  left: 'M15 5l-7 7 7 7',
  right: 'M9 5l7 7-7 7',
  close: 'M6 6l12 12M18 6L6 18',
  problem: 'M12 8v5M12 16.5h.01M12 3.5l9 16H3z',
  watch: 'M6 4h12v16l-6-4.5L6 20z'
} as const

export type IconName = keyof typeof PATHS

export function Icon ({ name, filled = false }: { name: IconName, filled?: boolean }) {
  return <svg class={filled ? 'icon filled' : 'icon'} viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d={PATHS[name]} /></svg>
}
