const prefix = 'minzhi.'

/** A small choice of this person on this machine. A full or forbidden storage is no reason to fail. */
export function kept<T>(name: string, otherwise: T): T {
  try {
    const text = localStorage.getItem(prefix + name)
    return text === null ? otherwise : (JSON.parse(text) as T) // written by keep() under the same name
  } catch {
    return otherwise
  }
}

export function keep(name: string, value: unknown) {
  try {
    localStorage.setItem(prefix + name, JSON.stringify(value))
  } catch {
    // The page works without it.
  }
}

/** Removes one entry, or all whose name begins so. */
export function drop(start: string) {
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith(prefix + start)) localStorage.removeItem(name)
  } catch {
    // As above.
  }
}
