/** Builds the page into static files; `vite dev` asks the API of a running `npm start`. */
import { defineConfig } from 'vite'

export default defineConfig({
  build: { target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  resolve: { conditions: ['@martelo/source', 'module', 'browser', 'import', 'default'] },
  server: { proxy: { '/api': 'http://127.0.0.1:3000' } }
})
