import { BadListing, type ListedEntry, listArchive, readEntry } from '#kernel/archive'
import { BadPackage, harmless, listingWords, packageLimits } from './fault.ts'
import { cmi5Of, type Manifest, scormOf } from './manifest.ts'
import { treeOf } from './tree.ts'

export interface LookedAt extends Manifest {
  entries: ListedEntry[]
}

/** Everything that can be known of a package before it is unpacked; throws `BadPackage` with the reason. */
export function lookAt(file: string): LookedAt {
  try {
    const entries = listArchive(file, packageLimits)
    const find = (path: string) => entries.find((entry) => entry.path === path)
    const paths = new Set(entries.map((entry) => entry.path))
    const manifest = find('imsmanifest.xml') ?? find('cmi5.xml')
    if (!manifest) throw new BadPackage(withoutManifest(entries))
    if (manifest.unpacked > packageLimits.manifest)
      throw new BadPackage(`课件清单超过 ${packageLimits.manifest / 1024 ** 2} MB，不能接收。`)
    const tree = treeOf(readEntry(file, manifest), manifest.path)
    const read = manifest.path === 'cmi5.xml' ? cmi5Of : scormOf
    return { ...read(tree, (path) => paths.has(path)), entries }
  } catch (error) {
    if (error instanceof BadListing) throw new BadPackage(listingWords[error.fault](error.entry))
    throw error
  }
}

/** The commonest mistake is to pack the folder instead of what is in it. */
function withoutManifest(entries: readonly ListedEntry[]): string {
  const inside = entries.find(({ path }) => /(^|\/)(imsmanifest|cmi5)\.xml$/iu.test(path))
  return inside
    ? `清单 ${harmless(inside.path)} 不在压缩包的最外层。请进入文件夹，选中里面的全部文件后再压缩。`
    : '压缩包里没有 imsmanifest.xml 或 cmi5.xml，不是 SCORM 或 cmi5 课件。'
}
