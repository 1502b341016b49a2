/** Starts the page in the viewer's language. */
import './styles/page.css'
import { prefetch, start } from './app.tsx'
import { loadTexts } from './texts/index.ts'

// Asked for together; nothing is drawn before the texts are there.
prefetch()
await loadTexts()
start(document.getElementById('app')!)
