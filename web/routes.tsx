import { type AnyRoute, createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { house } from './house.ts'
import { parseAddress, printAddress } from './kit/address-text.ts'
import { ProblemError } from './kit/problem-error.ts'
import { queryClient } from './kit/query.ts'
import type { PageOf } from './kit/registry.ts'
import { meQuery } from './kit/session.ts'
import { Broken, NotFound } from './shell/Broken.tsx'

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound, errorComponent: Broken })

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('./shell/SignInPage.tsx'), 'SignInPage'),
})

/** Everything else stands inside the shell, and the shell stands only around somebody who is signed in. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ location }) => {
    try {
      await queryClient.ensureQueryData(meQuery)
    } catch (thrown) {
      if (!(thrown instanceof ProblemError) || thrown.code !== 'signInNeeded') throw thrown
      throw redirect({ to: '/sign-in', search: { to: location.href } as never }) // `never`: the address is text, see kit/address-text.ts
    }
  },
  component: lazyRouteComponent(() => import('./shell/Shell.tsx'), 'Shell'),
  notFoundComponent: NotFound,
})

/** An object with `default` is what the router's lazy component wants; pages have names. */
const lazily = (load: () => Promise<ComponentType>) => lazyRouteComponent(async () => ({ default: await load() }))

function pageRoute({ path, load, outside }: PageOf): AnyRoute {
  return createRoute({ getParentRoute: () => (outside ? root : inside), path, component: lazily(load), errorComponent: Broken })
}

/** Whatever is declared nowhere: said inside the shell, so that one can go on from there. */
const elsewhere = createRoute({ getParentRoute: () => inside, path: '$', component: NotFound })

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    ...house.pages.filter(({ outside }) => outside).map(pageRoute),
    inside.addChildren([...house.pages.filter(({ outside }) => !outside).map(pageRoute), elsewhere]),
  ]),
  parseSearch: parseAddress,
  stringifySearch: printAddress,
  scrollRestoration: true,
  defaultPreload: false,
})
