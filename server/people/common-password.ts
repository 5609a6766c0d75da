/**
 * What everybody tries first (S3). A list of leaked passwords is no package of ours; these words with the ways in which people dress them up (years,
 * runs, repeated signs, letters swapped for signs) stand for many more than ten thousand of its entries. A test counts them.
 */
const words =
  'password passwd passw0rd admin administrator root guest master welcome letmein login hello monkey dragon sunshine princess football baseball shadow superman batman iloveyou loveyou trustno freedom whatever secret service summer winter spring autumn qwerty asdf zxcv abc aaa test user default changeme system manager oracle server windows computer internet google baidu tencent alibaba taobao weixin wechat huawei xiaomi woaini wodemima mima wobuzhidao woshishui zhongguo china beijing shanghai fujian fuzhou xiamen quanzhou zhangzhou putian sanming nanping longyan ningde pingtan shichang jianguan shijianju zhishichanquan zhichuang minzhi gongzuo nihao wangluo dianhua shouji laopo laogong baobao baobei qinaide aini yisheng xingfu kuaile facai pingan jixiang'.split(
    ' ',
  )
/** Rows and columns of the keyboard, and numbers that mean something aloud. */
const walks = [
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1qaz2wsx3edc4rfv5tgb',
  'qazwsxedcrfv',
  '!@#$%^&*()',
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  '09876543210',
]
const numbers = /5201314|1314520|1314|520|888|666|168|110|119|(19|20)\d{2}(0[1-9]|1[0-2])?([0-2]\d|3[01])?/g

const plain = (text: string) => text.toLowerCase().replace(/[@40$5317!]/g, (sign) => swaps[sign] ?? sign)
const swaps: Readonly<Record<string, string>> = { '@': 'a', '4': 'a', '0': 'o', $: 's', '5': 's', '3': 'e', '1': 'i', '7': 't', '!': 'i' }

/** The parts of the keyboard's walks, the longest first, so that `qwert` goes before `qwe`. */
const steps = walks
  .flatMap((walk) => [walk, [...walk].reverse().join('')])
  .flatMap((walk) =>
    Array.from({ length: walk.length }, (_, from) =>
      [8, 7, 6, 5, 4, 3].map((length) => walk.slice(from, from + length)).filter(({ length }) => length >= 3),
    ).flat(),
  )
const known = [...new Set([...words, ...steps])].sort((a, b) => b.length - a.length)

/** What is left of a password without what everybody tries. */
function leftOf(text: string): string {
  let left = text.replace(numbers, ' ').replace(/(.)\1{2,}/g, ' ')
  for (const word of known) left = left.replaceAll(word, ' ')
  return left.replaceAll(' ', '')
}

/** Fewer than six signs of one's own are a common password, however long the rest is. */
export function isCommon(password: string): boolean {
  const lower = password.toLowerCase()
  // Each digit at the end may be an ending or a letter in disguise.
  const ending = /[\d!#$%^&*()._-]*$/.exec(lower)?.[0].length ?? 0
  const forms = Array.from({ length: ending + 1 }, (_, cut) => plain(lower.slice(0, lower.length - cut)))
  return [lower, ...forms].some((form) => new Set(leftOf(form)).size < 6 && form.length * 2 >= lower.length)
}

/** For the test: words, years and endings as people join them. */
export const commonWords: readonly string[] = words
