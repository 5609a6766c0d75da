import '@fontsource-variable/noto-sans-sc/wght.css'
import './kit/base.css'
import './shell/shell.css'
import './shell/sign-in.css'
import './kit/inks.css'
import './kit/forms.css'
import './kit/lists.css'
import './matter/matter.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { house, sources } from './house.ts'
import { HouseContext } from './kit/house.ts'
import { queryClient } from './kit/query.ts'
import { SourcesContext } from './kit/sources.ts'
import { Look } from './kit/theme.tsx'
import { router } from './routes.tsx'

const place = document.getElementById('app')
if (place) {
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <HouseContext.Provider value={house}>
          <SourcesContext.Provider value={sources}>
            <Look>
              <RouterProvider router={router} />
            </Look>
          </SourcesContext.Provider>
        </HouseContext.Provider>
      </QueryClientProvider>
    </StrictMode>,
  )
}
