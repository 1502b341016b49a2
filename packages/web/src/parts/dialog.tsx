/** A question that must be answered before anything else. The browser keeps the focus inside, and gives it back. */
import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { t } from '../texts/index.ts'

interface DialogProps {
  title: string
  /** What the button does, in its own words. */
  action: string
  busy?: boolean
  testid?: string
  confirm: () => void
  cancel: () => void
  children?: ComponentChildren
}

export function Dialog ({ title, action, busy = false, testid = 'dialog', confirm, cancel, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const dialog = element.current!
    dialog.showModal()
    return () => { dialog.close() }
  }, [])
  return (
    <dialog
      ref={element} aria-labelledby={id} data-testid={testid}
      onCancel={(event) => {
        event.preventDefault()
        cancel()
      }}
    >
      <form
        method="dialog" onSubmit={(event) => {
          event.preventDefault()
          confirm()
        }}
      >
        <h2 id={id}>{title}</h2>
        {children}
        <p class="buttons"><button class="act" disabled={busy} data-testid={`${testid}-confirm`}>{action}</button><button type="button" class="quiet" onClick={cancel}>{t.back}</button></p>
      </form>
    </dialog>
  )
}
