import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** 360极速 stays at Chromium 86, 信创 desktops and WeChat's view on old Android at 83: Vite's own default would give them a blank page. */
const oldestBrowser = 'chrome83'

const first = new URL('first.js', import.meta.url)

/** Stands in the page itself: a file of its own would have no hash in its name, and browsers keep our files for a year. */
const inlineFirst: Plugin = {
  name: 'inline-first',
  transformIndexHtml: {
    order: 'pre',
    handler: (html) => html.replace('<!-- first.js -->', () => `<script>${readFileSync(first, 'utf8')}</script>`),
  },
}

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), inlineFirst],
  // The server replaces the placeholder in each answer (S100).
  html: { cspNonce: '__NONCE__' },
  build: {
    target: oldestBrowser,
    cssTarget: oldestBrowser,
    outDir: 'dist',
    emptyOutDir: true,
    sourcemap: false,
    // A font or picture inside a data: address would need a wider content security policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      output: {
        entryFileNames: 'assets/[name]-[hash].js',
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 30 },
            { name: 'router', test: /node_modules[\\/]@tanstack[\\/]/, priority: 20 },
            { name: 'zod', test: /node_modules[\\/]zod[\\/]/, priority: 20 },
          ],
        },
      },
    },
  },
})
