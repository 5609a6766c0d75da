import type { ListingFault } from '#kernel/archive'

/** Why a package is refused, in the words that its bringer reads. */
export class BadPackage extends Error {}

export const packageLimits = {
  /** Of all entries together, as they say and as they are (S54). */
  unpacked: 1024 ** 3,
  entries: 10_000,
  ratio: 100,
  small: 1024 * 1024,
  depth: 16,
  manifest: 4 * 1024 * 1024,
  items: 200,
} as const

/** Made harmless: what a hostile package calls its files is shown to a person, and kept. */
export const harmless = (text: string, most = 80) =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}]/gu, '\ufffd')
    .slice(0, most)
const named = (entry: string | null) => (entry ? `“${harmless(entry)}”` : '有文件')

export const listingWords: Record<ListingFault, (entry: string | null) => string> = {
  notArchive: () => '这不是完整的 zip 压缩包，请重新导出后再上传。',
  broken: (entry) => `压缩包已损坏：${named(entry)}无法正确解开。请重新导出后再上传。`,
  locked: (entry) => `压缩包设有密码：${named(entry)}无法读取。请去掉密码后再上传。`,
  method: (entry) => `${named(entry)}使用了不支持的压缩方式，请用普通 zip 方式重新打包。`,
  tooMany: () => `压缩包内的文件超过 ${packageLimits.entries} 个，不能接收。`,
  tooLarge: () => `压缩包解开后超过 ${packageLimits.unpacked / 1024 ** 3} GB，不能接收。`,
  ratio: (entry) => `${named(entry)}的压缩比超过 ${packageLimits.ratio} 倍，疑似恶意压缩包，不能接收。`,
  overlap: (entry) => `压缩包内的文件互相重叠（${named(entry)}），疑似恶意压缩包，不能接收。`,
  name: (entry) => `压缩包内有不允许的文件名${entry ? `：${named(entry)}` : ''}，指向压缩包之外或含有控制字符，不能接收。`,
  twice: (entry) => `压缩包内有重名文件：${named(entry)}，不能接收。`,
  deep: (entry) => `压缩包内的目录超过 ${packageLimits.depth} 层：${named(entry)}，不能接收。`,
  link: (entry) => `压缩包内含有符号链接：${named(entry)}，不能接收。`,
  lies: (entry) => `${named(entry)}解开后比压缩包声明的更大，疑似恶意压缩包，不能接收。`,
}
