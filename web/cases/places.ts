import { mapTiles } from '#contract/map'

const cities: Readonly<Record<string, string>> = {
  '3501': '福州',
  '3502': '厦门',
  '3503': '莆田',
  '3504': '三明',
  '3505': '泉州',
  '3506': '漳州',
  '3507': '南平',
  '3508': '龙岩',
  '3509': '宁德',
}
/** 平潭 has the rank of a city though its code is one of 福州's. */
const cityOf = (code: string) => (code === '350128' ? '' : (cities[code.slice(0, 4)] ?? ''))

/** Nobody enforces in 金门 from here. */
const inert = '350527'

/** 县、市、区 by name, city by city: a code is for machines. */
export const countyOptions = mapTiles
  .filter(({ code }) => code !== inert)
  .map(({ code, name }) => ({ value: code, label: [cityOf(code), name].filter(Boolean).join(' ') }))
  .sort((a, b) => a.value.localeCompare(b.value))

const countyName = (code: string) => countyOptions.find(({ value }) => value === code.slice(0, 6))?.label

/** 「古田路 1 号（福州 鼓楼）」; a code that is no county stays as it is written. */
export const placeText = ({ place, divisionCode }: { place: string; divisionCode: string }) =>
  `${place}（${countyName(divisionCode) ?? divisionCode}）`
