import { createContext, useContext } from 'react'

/** A unit as a picker shows it. */
export interface OrgChoice {
  id: string
  name: string
  /** 福建省 / 福州市 / 鼓楼区 */
  path: string
  hasChildren: boolean
}

export interface PersonChoice {
  id: string
  name: string
  org: string
  duty: string
  certificateNo?: string | null
  /** 休假 and the like: still shown, and why not. */
  away?: string | null
}

export interface FileChoice {
  id: string
  name: string
  size?: number
}

export interface FoundItem {
  id: string
  title: string
  /** Number, state, unit. */
  detail: string
  kind: string
  path: string
}

/** What the kit asks of rooms that it does not know. A room hands them over in its `room.ts`. */
export interface Sources {
  orgs: {
    search: (text: string) => Promise<readonly OrgChoice[]>
    /** Children of a unit; of the top when null. */
    children: (parentId: string | null) => Promise<readonly OrgChoice[]>
    read: (id: string) => Promise<OrgChoice | null>
  }
  people: {
    search: (text: string, orgId: string | null) => Promise<readonly PersonChoice[]>
    read: (id: string) => Promise<PersonChoice | null>
  }
  /** 上传一个文件. `matterId` is where it belongs. */
  uploadFile: (file: File, matterId: string | null, onProgress: (share: number) => void) => Promise<FileChoice>
  fileRules: { accept: string; maxMegabytes: number; words: string }
  search: (text: string) => Promise<readonly FoundItem[]>
}

export const SourcesContext = createContext<Partial<Sources>>({})
export const useSources = () => useContext(SourcesContext)
