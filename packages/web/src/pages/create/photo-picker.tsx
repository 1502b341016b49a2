/** Choosing photographs: dropped, or picked. */
import { useRef, useState } from 'preact/hooks'
import { Icon } from '../../parts/icon.tsx'
import { t } from '../../texts/index.ts'
import type { Photos } from './use-photos.ts'

export function PhotoPicker ({ photos }: { photos: Photos }) {
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  return (
    <fieldset
      class={over ? 'photo-picker over' : 'photo-picker'}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => { setOver(false) }}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        photos.add(event.dataTransfer?.files ?? [])
      }}
    >
      <legend>{t.create.photos}</legend>
      <div class="drop">
        <Icon name="photo" />
        <p>{t.create.photos_hint} <button type="button" class="plain" onClick={() => { input.current?.click() }}>{t.create.choose}</button></p>
        <p class="help" id="photos-help">{t.create.photos_help}</p>
        <input
          ref={input} type="file" accept="image/jpeg,image/png,image/webp,image/avif" multiple class="unseen" tabIndex={-1} aria-label={t.create.photos} aria-describedby="photos-help" data-testid="create-photos"
          onChange={({ currentTarget }) => {
            photos.add(currentTarget.files ?? [])
            currentTarget.value = ''
          }}
        />
      </div>
      {photos.refused.map((text) => <p key={text} class="wrong" role="alert">{text}</p>)}
      {photos.all.length > 0 && (
        <ul class="picked">
          {photos.all.map((photo, i) => (
            <li key={photo.id} data-testid="picked-photo">
              <div class="photo"><img src={photo.url} alt={photo.name} width="240" height="180" /></div>
              {photo.state === 'sending' && <progress max={1} value={photo.progress} aria-label={t.create.uploading(Math.round(photo.progress * 100))} />}
              {photo.state === 'failed' && <p class="wrong">{photo.problem}</p>}
              {photo.image === null && <label class="alt"><span class="unseen">{t.create.alt} {photo.name}</span><input placeholder={t.create.alt} maxLength={300} value={photo.alt} onInput={({ currentTarget }) => { photos.describe(photo, currentTarget.value) }} /></label>}
              <p class="buttons">
                {i === 0 ? <span class="tag">{t.create.cover}</span> : photo.image === null && <button type="button" class="plain" onClick={() => { photos.makeCover(photo) }}>{t.create.make_cover}</button>}
                <button type="button" class="plain" onClick={() => { photos.remove(photo) }}>{t.create.remove}<span class="unseen"> {photo.name}</span></button>
              </p>
            </li>
          ))}
        </ul>
      )}
    </fieldset>
  )
}
