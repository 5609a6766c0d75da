import { useQuery } from '@tanstack/react-query'
import { hoursRulesApi, themesOf } from '#contract/hours-rules'
import { type Lecture, LectureDraft, lecturesApi } from '#contract/lectures'
import { ActDrawer } from '../kit/ActDrawer.tsx'
import { ask } from '../kit/query.ts'
import type { Values } from '../kit/step-fields.ts'

interface Drawn {
  title: string
  open: boolean
  close: () => void
  send: (values: Values) => void
  sending: boolean
  problem: unknown
  lecture?: Lecture
}

/** A lecture as it is announced; series, subjects and themes are those of the configuration. */
export function LectureForm({ title, open, close, send, sending, problem, lecture }: Drawn) {
  const series = useQuery({ ...ask(lecturesApi.series, {}), enabled: open })
  const rules = useQuery({ ...ask(hoursRulesApi.read, {}), enabled: open })
  if (!series.data || !rules.data) return null
  return (
    <ActDrawer
      title={title}
      body={LectureDraft}
      open={open}
      close={close}
      send={send}
      sending={sending}
      problem={problem}
      choices={{
        seriesId: series.data.filter(({ active }) => active).map(({ id, name }) => ({ value: id, label: name })),
        subject: rules.data.subjects.map(({ code, title: label }) => ({ value: code, label })),
        theme: themesOf(rules.data.settings, lecture?.theme).map((value) => ({ value, label: value })),
      }}
      {...(lecture ? { initial: initialOf(lecture) } : {})}
    />
  )
}

const initialOf = (lecture: Lecture): Values => ({
  seriesId: lecture.seriesId,
  hostOrgId: lecture.hostId,
  title: lecture.title,
  summary: lecture.summary ?? undefined,
  theme: lecture.theme ?? undefined,
  subject: lecture.subject ?? undefined,
  plannedOn: lecture.plannedOn,
  startsAt: lecture.startsAt,
  minutes: lecture.minutes,
  place: lecture.place ?? undefined,
  liveUrl: lecture.liveUrl ?? undefined,
  insideSpeakers: lecture.speakers.flatMap(({ personId }) => personId ?? []),
  outsideSpeakers: lecture.speakers.filter(({ personId }) => personId === null).map(({ name, unit }) => ({ name, unit })),
  countsMonthly: lecture.countsMonthly,
  qualifies: lecture.qualifies,
})
