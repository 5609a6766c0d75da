import { type ComponentType, createContext, useContext } from 'react'
import type { MenuEntry, PageOf } from './registry.ts'

/** What all rooms together gave: the shell draws it and knows none of them. */
export interface House {
  pages: readonly PageOf[]
  menu: readonly MenuEntry[]
  bells: readonly ComponentType[]
}

export const HouseContext = createContext<House>({ pages: [], menu: [], bells: [] })
export const useHouse = () => useContext(HouseContext)
