/**
 * GB/T 9704-2012 党政机关公文格式, the page: A4, 22 lines of 28 characters, 仿宋 三号.
 * Both renderers take their measures from here.
 */
export const page = { width: 210, height: 297, top: 37, bottom: 35, left: 28, right: 26 } as const

export const textWidth = page.width - page.left - page.right
const textHeight = page.height - page.top - page.bottom
const pointsPerMillimetre = 72 / 25.4

/** Points between two lines, so that 22 fill the page; points between two characters, so that 28 fill the line. */
export const linePitch = (textHeight * pointsPerMillimetre) / 22
export const characterPitch = (textWidth * pointsPerMillimetre) / 28

/** The reader's Word has these; the page falls back to what we ship, for no open 仿宋 exists. */
export const fonts = { body: '仿宋_GB2312', title: '方正小标宋简体', heading: '黑体', subheading: '楷体_GB2312', number: '宋体' } as const

/** Sizes in points: 二号, 三号, 四号, 小四. */
export const sizes = { title: 22, body: 16, small: 14, table: 12 } as const

export type Layout = 'notice' | 'letter' | 'record' | 'sheet'

/** Records and inner sheets are no official letters: shorter margins, so that a form keeps to its page. The width stays. */
export const marginsOf = (layout: Layout): { top: number; bottom: number; left: number; right: number } =>
  layout === 'record' || layout === 'sheet' ? { ...page, top: 25, bottom: 22 } : page

/** A record or a sheet carries much handwriting and many rows: one size smaller than an official letter. */
export const bodyOf = (layout: Layout): { size: number; line: number } =>
  layout === 'record' || layout === 'sheet' ? { size: sizes.small, line: 25 } : { size: sizes.body, line: linePitch }

const half = (text: string) => [...text].reduce((sum, character) => sum + (character.charCodeAt(0) < 0x100 ? 0.5 : 1), 0)

/** GB/T 9704 7.3.5.1: the day stands four characters from the right; the office is centred over it. In characters. */
export function signaturePlace(org: string, day: string): { org: number; day: number } {
  const overhang = (half(org) - half(day)) / 2
  const orgIndent = Math.max(0, 4 - overhang)
  return { org: orgIndent, day: orgIndent + overhang }
}

/** The red head fills the width of the page at most; a long name is set smaller (GB/T 9704 7.2.4 leaves the size open). */
export const redHeadSize = (org: string): number => Math.max(24, Math.min(48, Math.floor((textWidth * pointsPerMillimetre) / half(org))))

/** A form is a grid of 24 parts: each label 4, the rest shared; a group takes 2 at the left. */
export function formWidths(pairs: number, grouped: boolean): readonly number[] {
  const total = grouped ? 22 : 24
  const label = 4
  // Beside a group the first value is the wider one: eighteen digits stand in it unbroken.
  const share = Math.floor((total - label * pairs) / pairs) + (grouped && pairs > 1 ? 1 : 0)
  return Array.from({ length: pairs }, (_, at) => [label, at === pairs - 1 ? total - (label + share) * (pairs - 1) - label : share]).flat()
}
export const groupWidth = 2
export const formParts = 24
