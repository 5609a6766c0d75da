import type { LegalDay } from '#contract/common'
import type { Evidence, EvidenceDraft } from '#contract/evidence'
import { filePurposes, type StoredFile } from '#contract/files'
import type { Issue } from '#contract/problem'
import { Problem } from '#kernel/problem'

/** What the form cannot know: today, who the officers are, and what the file is. */
export function demandIntake(draft: EvidenceDraft, officers: Evidence['officers'], file: StoredFile | null, today: LegalDay): void {
  const issues: Issue[] = []
  const wrong = (path: string, message: string) => void issues.push({ path, message })
  if (draft.takenOn > today) wrong('takenOn', '取得日期不能晚于今天')
  if (draft.copiedOn && draft.copiedOn > today) wrong('copiedOn', '制作日期不能晚于今天')
  if (draft.copiedOn && draft.copiedOn < draft.takenOn && draft.kind === 'physical') wrong('copiedOn', '制作日期早于取得日期，请核对')
  const ready = officers.filter((officer) => officer.certificateNo !== null)
  if (ready.length < draft.officers.length)
    wrong('officers', '取证人员应为本案办案人员或者本单位人员，并持有执法证件（《行政处罚法》第四十二条）')
  if (file && !filePurposes[file.purpose].evidence) wrong('fileId', '这个文件不是作为证据上传的，请在证据页重新上传')
  if (issues.length > 0) throw new Problem('invalid', { issues })
}

/** 现场校验值 against ours. A difference is recorded and flagged; it does not keep the evidence out (S57). */
export function onSiteVerdict(draft: EvidenceDraft, file: StoredFile | null): Evidence['onSite'] {
  const given = draft.electronic?.onSiteHash
  if (!given || !file) return 'notGiven'
  return file[given.algorithm] === given.value ? 'equal' : 'different'
}
