import type { MatterView, TakenStep } from '#contract/matter'
import { WrittenLines } from '../kit/WrittenLines.tsx'
import { linesOfStep } from './step-lines.ts'

/** What a step's entry says in the timeline. */
export const stepWords = (step: TakenStep, { process }: Pick<MatterView, 'process'>) => <WrittenLines lines={linesOfStep(process, step)} />
