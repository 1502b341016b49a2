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

/** Fonts are asked for with the script, not after the styles: text is drawn in them from the first. */
function preloadedFonts (): Plugin {
  return {
    name: 'preloaded-fonts',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle = {} }) => Object.keys(bundle).filter((fileName) => fileName.endsWith('.woff2')).map((fileName) => (
        { tag: 'link', attrs: { rel: 'preload', href: `/${fileName}`, as: 'font', type: 'font/woff2', crossorigin: true }, injectTo: 'head' as const }
      ))
    }
  }
}

export default defineConfig({
  plugins: [preloadedFonts(), compressed()],
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
