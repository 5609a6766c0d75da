import { trainingApi } from '#contract/training'
import { refresh } from '../kit/query.ts'
import './training.css'

/** What a step of a class, its places or its plan makes old. */
export const readsOfTraining = [
  trainingApi.class,
  trainingApi.classes,
  trainingApi.plan,
  trainingApi.plans,
  trainingApi.place,
  trainingApi.places,
  trainingApi.outcomes,
]
export const refreshTraining = () => refresh(...readsOfTraining)

const weekdays = ['日', '一', '二', '三', '四', '五', '六']
export const dayWords = (day: string) => `${day}（周${weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? ''}）`

/** Shanghai's wall clock of an instant. */
export const clockWords = (instant: string) => new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(11, 16)
