import { type ComponentType, createContext, useContext } from 'react'
import type { MenuEntry, PageOf } from './registry.ts'

/** What all rooms together gave: the shell draws it and knows none of them. */
export interface House {
  pages: readonly PageOf[]
  menu: readonly MenuEntry[]
  bells: readonly ComponentType[]
  /** The path under which the matters of a process open. */
  matters: Readonly<Record<string, string>>
}

export const HouseContext = createContext<House>({ pages: [], menu: [], bells: [], matters: {} })
export const useHouse = () => useContext(HouseContext)

/** A matter of any process, in the page of its room; one whose room has no page of its own opens in the common one. */
export function useMatterPath() {
  const { matters } = useHouse()
  return ({ process, id }: { process: string; id: string }) => `${matters[process] ?? '/matters'}/${id}`
}
