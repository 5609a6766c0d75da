/**
 * People, businesses and addresses of the demonstration. Everything carries its mark, so that nobody can take it for real: a person's
 * given name is 演 or 示 and an ordinal (林演甲, as textbooks say 张三), a business has 演示 in its name, a credit code names a
 * division that does not exist, an address lies in 演示路. The same seed gives the same world.
 */

const list = (words: string) => words.split(' ')

const surnames = [
  ...'陈林黄张吴李王郑蔡刘杨许郭叶谢苏邱周曾赖徐庄江何萧罗高潘简朱钟游彭詹胡施沈余卢梁赵颜柯翁魏孙戴范方宋邓杜傅侯曹薛丁卓马阮董温唐蓝蒋石田姚纪',
  ...'连汤欧康邹严涂尤池俞洪程白巫缪雷古龚饶童甘倪鄢',
]
const ordinals = [...'甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥一二三四五六七八九十百千']
const brands = list(
  '海棠 榕荫 白鹭 刺桐 武夷 茉莉 闽江 鼓浪 丹霞 水仙 红砖 土楼 青竹 木兰 荔枝 云霄 月港 晋水 九鲤 太姥 龙津 戴云 清源 妈屿',
)
const tails = list('隆 顺 源 和 泰 盛 丰 兴 佳 诚 信 通 达 新 美 康 润 瑞 宏 远')
const companies = list('贸易 食品 服饰 鞋业 茶业 陶瓷 电子商务 日用品 建材 水产 医疗器械 包装').map((trade) => `${trade}有限公司`)
const soleTraders = list('商行 便利店 服装店 鞋店 茶叶店 水果店')
const roads = list('演示路 演示大道 演示一街 演示二街 演示巷 演示里')

/** mulberry32: small, even, and the same on every machine. Not for secrets. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Fisher and Yates. */
function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const deck = [...items]
  for (let last = deck.length - 1; last > 0; last -= 1) {
    const pick = Math.floor(random() * (last + 1))
    const held = deck[last]!
    deck[last] = deck[pick]!
    deck[pick] = held
  }
  return deck
}

/** Deals a shuffled deck without repeating; from the second round on, `again` makes the card a new one. */
function dealer(deck: readonly string[], random: () => number, again: (card: string, round: number) => string): () => string {
  const order = shuffled(deck, random)
  let dealt = 0
  return () => {
    const round = Math.floor(dealt / order.length)
    const card = order[dealt % order.length]!
    dealt += 1
    return round === 0 ? card : again(card, round)
  }
}

const combine = (...parts: readonly (readonly string[])[]): string[] =>
  parts.reduce<string[]>((heads, part) => heads.flatMap((head) => part.map((tail) => head + tail)), [''])

/** GB 32100-2015: the letters that cannot be mistaken, and the weights of its check digit. */
const creditLetters = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const checkLetter = (body: string) => {
  const sum = [...body].reduce((total, letter, at) => total + creditLetters.indexOf(letter) * (3 ** at % 31), 0)
  return creditLetters[(31 - (sum % 31)) % 31]
}

/** 统一社会信用代码 of the right form, whose division 359999 no authority has ever had; the check digit holds, so forms accept it. */
function creditCode(form: BusinessForm, serial: number): string {
  const body = `9${form === 'company' ? '1' : '2'}359999YAN${String(serial).padStart(6, '0')}`
  return body + checkLetter(body)
}

export type BusinessForm = 'company' | 'soleTrader'
export type FictionalBusiness = { name: string; form: BusinessForm; creditCode: string }

export type Fiction = {
  /** 林演甲; no name comes twice. */
  person(): string
  /** 闽演示海棠隆贸易有限公司, or 演示海棠隆商行 for a sole trader (个体工商户). */
  business(form?: BusinessForm): FictionalBusiness
  /** 福州市鼓楼区演示路12号, for the name of a real division. */
  address(divisionName: string): string
  random(): number
  /** One of these; they must not be none. */
  pick<T>(items: readonly T[]): T
}

export function makeFiction(seed: number): Fiction {
  const random = seededRandom(seed)
  const numbers = Array.from({ length: 999 }, (_, at) => `${at + 1}号`)
  const people = dealer(combine(surnames, ['演', '示'], ordinals), random, (name, round) => name + ordinalOf(round))
  const numbered = (name: string, round: number) => name.replace('演示', `演示${ordinalOf(round)}`)
  const named = {
    company: dealer(combine(['闽演示'], brands, tails, companies), random, numbered),
    soleTrader: dealer(combine(['演示'], brands, tails, soleTraders), random, numbered),
  }
  const places = dealer(combine(roads, numbers), random, (place, round) => `${place}${round}幢`)
  let serial = 0
  return {
    person: people,
    business: (form = random() < 0.6 ? 'company' : 'soleTrader') => {
      serial += 1
      return { name: named[form](), form, creditCode: creditCode(form, serial) }
    },
    address: (divisionName) => divisionName + places(),
    random,
    pick: (items) => items[Math.floor(random() * items.length)]!,
  }
}

function ordinalOf(round: number): string {
  const ordinal = ordinals[round - 1]
  if (ordinal === undefined) throw new RangeError('the demonstration has no more names')
  return ordinal
}

/** Whether a person's name carries the mark of the demonstration. */
export const isFictionalPerson = (name: string) => /^.[演示]./.test(name) && [...name.slice(2)].every((letter) => ordinals.includes(letter))
