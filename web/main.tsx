import '@fontsource-variable/noto-sans-sc/wght.css'
import './kit/kit.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { queryClient } from './kit/query.ts'
import { SourcesContext } from './kit/sources.ts'
import { Look } from './kit/theme.tsx'
import { rooms } from './rooms.ts'
import { router } from './routes.tsx'

const sources = Object.assign({}, ...rooms.map((room) => room.sources ?? {}))

const place = document.getElementById('app')
if (place) {
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <SourcesContext.Provider value={sources}>
          <Look>
            <RouterProvider router={router} />
          </Look>
        </SourcesContext.Provider>
      </QueryClientProvider>
    </StrictMode>,
  )
}
