import { useEffect, useState } from 'react'

/** Keeps the screen on while the page is seen. The browser lets go of it whenever another window covers the page, so it is asked for again. */
export function useAwake(): boolean {
  const [awake, setAwake] = useState(true)
  useEffect(() => {
    let lock: WakeLockSentinel | null = null
    let gone = false
    const keep = async () => {
      if (document.visibilityState !== 'visible') return
      try {
        // Since Chromium 84, and over https or on the machine itself only.
        const held = 'wakeLock' in navigator ? await navigator.wakeLock.request('screen') : null
        if (gone) held?.release()
        else {
          lock = held
          setAwake(held !== null)
        }
      } catch {
        setAwake(false)
      }
    }
    keep()
    document.addEventListener('visibilitychange', keep)
    return () => {
      gone = true
      document.removeEventListener('visibilitychange', keep)
      lock?.release()
    }
  }, [])
  return awake
}
