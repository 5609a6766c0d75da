import type { Evidence } from '#contract/evidence'
import type { FiledPaper } from '#documents'
import { archiveOrder, casePaper, type Filed, isCasePaper } from '../papers/index.ts'

/** Main volume: filing, decision, papers to the outside, then the evidence (art. 78); what follows it stands at places above this. */
const placeOfEvidence = 4

export type Piece = { paper: FiledPaper } | { evidence: Evidence }

/** 正卷 with the evidence at its place, 副卷, and what was void, which is in neither volume and not thrown away. */
export function fileOrder(
  papers: readonly FiledPaper[],
  evidence: readonly Evidence[],
): { main: Piece[]; secondary: Piece[]; void: Piece[] } {
  const standing = papers.filter((paper) => paper.state === 'issued')
  const ordered = archiveOrder(standing.flatMap((paper) => filed(paper, standing)))
  const later = ordered.main.findIndex((one) => one.serves === undefined && casePaper(one.kind).archive.place > placeOfEvidence)
  const at = later === -1 ? ordered.main.length : later
  const piece = ({ paper }: { paper: FiledPaper }): Piece => ({ paper })
  return {
    main: [...ordered.main.slice(0, at).map(piece), ...evidence.map((item) => ({ evidence: item })), ...ordered.main.slice(at).map(piece)],
    secondary: ordered.secondary.map(piece),
    void: papers.filter((paper) => paper.state === 'void').map((paper) => ({ paper })),
  }
}

type FiledCasePaper = Filed & { paper: FiledPaper }

function filed(paper: FiledPaper, all: readonly FiledPaper[]): FiledCasePaper[] {
  const { id, kind, day } = paper
  if (!isCasePaper(kind)) return []
  const serves = kind === 'serviceReceipt' ? servedBy(paper, all) : undefined
  return [{ id, kind, day, paper, ...(serves !== undefined && { serves }) }]
}

/** A receipt names its paper in words, 《…》（文号）: the number decides, then the title and the nearest day before. */
function servedBy(receipt: FiledPaper, all: readonly FiledPaper[]): string | undefined {
  const words = String(receipt.fields.served ?? '')
  const others = all.filter((paper) => paper.id !== receipt.id)
  const byNumber = others.find((paper) => paper.number !== null && words.includes(paper.number))
  return (byNumber ?? others.findLast((paper) => words.includes(`《${paper.title}》`) && paper.day <= receipt.day))?.id
}
