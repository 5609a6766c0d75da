import { createContext, useContext } from 'react'

/** Colours and size of what is drawn. Each series colour has 3:1 or more on its ground, each ink 4.5:1; words say the same as the colours. */
export interface ChartLook {
  ground: string
  ink: string
  hint: string
  line: string
  series: readonly string[]
  /** From few to many: the steps of the map, each with the ink that can be read on it. */
  steps: readonly { fill: string; ink: string }[]
  none: { fill: string; ink: string }
  fontSize: number
  /** A screen on a wall: nobody points at it, and lines are read from the other end of the room. */
  far: boolean
}

export const lightLook: ChartLook = {
  ground: '#ffffff',
  ink: '#1f1f1f',
  hint: '#595959',
  line: '#d9dde4',
  series: ['#0958d9', '#ad4e00', '#237804', '#722ed1', '#08828c', '#c41d7f', '#7c5b00', '#595959'],
  steps: [
    { fill: '#e6f0ff', ink: '#1f1f1f' },
    { fill: '#bcd6ff', ink: '#1f1f1f' },
    { fill: '#82b1ff', ink: '#1f1f1f' },
    { fill: '#2f6fde', ink: '#ffffff' },
    { fill: '#0b3d91', ink: '#ffffff' },
  ],
  none: { fill: '#f2f3f5', ink: '#595959' },
  fontSize: 14,
  far: false,
}

export const darkLook: ChartLook = {
  ground: '#0a1a33',
  ink: '#f0f4fa',
  hint: '#b4c3d9',
  line: '#3a4d6b',
  series: ['#69b1ff', '#ffc069', '#95de64', '#d3adf7', '#5cdbd3', '#ff9ccb', '#ffe58f', '#d9d9d9'],
  steps: [
    { fill: '#1b3357', ink: '#ffffff' },
    { fill: '#24508f', ink: '#ffffff' },
    { fill: '#2f6fc4', ink: '#ffffff' },
    { fill: '#7db8ff', ink: '#0a1a33' },
    { fill: '#d6e8ff', ink: '#0a1a33' },
  ],
  none: { fill: '#13233f', ink: '#b4c3d9' },
  fontSize: 14,
  far: false,
}

/** What the machine has comes first, as in the theme. */
export const chartFont = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC Variable", sans-serif'

export const LookContext = createContext<ChartLook>(lightLook)
export const useLook = () => useContext(LookContext)
