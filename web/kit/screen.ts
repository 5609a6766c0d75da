import { useSyncExternalStore } from 'react'

const phone = window.matchMedia('(max-width: 767px)')

const subscribe = (listener: () => void) => {
  // addEventListener on a media query list came to Safari with 14; WeChat on an older iPhone has only this.
  if (phone.addEventListener) phone.addEventListener('change', listener)
  else phone.addListener(listener)
  return () => (phone.removeEventListener ? phone.removeEventListener('change', listener) : phone.removeListener(listener))
}

/** Narrower than a tablet: rows are cards, the menu is a bar at the bottom. */
export const useIsPhone = () => useSyncExternalStore(subscribe, () => phone.matches)

const online = (listener: () => void) => {
  window.addEventListener('online', listener)
  window.addEventListener('offline', listener)
  return () => {
    window.removeEventListener('online', listener)
    window.removeEventListener('offline', listener)
  }
}
export const useIsOnline = () => useSyncExternalStore(online, () => navigator.onLine)
