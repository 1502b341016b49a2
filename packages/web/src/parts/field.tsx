/** A field with its label, its help, and what is wrong with it, tied together for everybody. */
import type { ComponentChildren, JSX } from 'preact'
import { useId } from 'preact/hooks'

export interface FieldProps {
  label: string
  /** What is wrong. */
  wrong?: string | undefined
  help?: ComponentChildren
  /** Gets what ties the control to its label and texts. */
  children: (tied: { id: string, 'aria-invalid': boolean, 'aria-describedby': string | undefined }) => JSX.Element
  class?: string
}

export function Field ({ label, wrong, help, children, class: className = '' }: FieldProps) {
  const id = useId()
  const described = [wrong !== undefined && `${id}-wrong`, help !== undefined && `${id}-help`].filter(Boolean).join(' ')
  return (
    <div class={`field ${className}`}>
      <label for={id}>{label}</label>
      {children({ id, 'aria-invalid': wrong !== undefined, 'aria-describedby': described || undefined })}
      {wrong !== undefined && <p class="wrong" id={`${id}-wrong`}>{wrong}</p>}
      {help !== undefined && <p class="help" id={`${id}-help`}>{help}</p>}
    </div>
  )
}
