/** Builds the page into static files; `vite dev` asks the API of a running `npm start`. */
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { defineConfig, type Plugin } from 'vite'

const SMALLEST = 1024

/** Compresses once, at the build, as well as it goes: the API only picks what a browser understands. */
function compressed (): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler (_options, bundle) {
        for (const [fileName, file] of Object.entries(bundle)) {
          const source = Buffer.from(file.type === 'chunk' ? file.code : file.source)
          if (!/\.(js|css|html|svg)$/.test(fileName) || source.length < SMALLEST) continue
          this.emitFile({ type: 'asset', fileName: `${fileName}.br`, source: brotliCompressSync(source, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }) })
          this.emitFile({ type: 'asset', fileName: `${fileName}.gz`, source: gzipSync(source, { level: 9 }) })
        }
      }
    }
  }
}

export default defineConfig({
  plugins: [compressed()],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What every page needs comes as one file; pages and languages come when they are gone to.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'base', test: /node_modules\/(\.pnpm\/)?preact|packages\/auction\/|web\/src\/(?!pages\/|texts\/(en|pt-BR)|.*\.css)/ }] } } }
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  resolve: { conditions: ['@martelo/source', 'module', 'browser', 'import', 'default'] },
  server: { proxy: { '/api': 'http://127.0.0.1:3000', '/images': 'http://127.0.0.1:3000' } }
})
