import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import { minute } from './text-time.ts'

export interface FeedSession {
  session_id: string
  class_title: string
  subject: string
  day: string
  starts: string
  ends: string
  room: string | null
  place: string | null
  live_link: string | null
  teachers: string[]
  sequence: number
  gone: boolean
}

/** Shanghai has kept one offset since 1991, so its rule is one line. */
const shanghaiRule = () =>
  [
    'BEGIN:VTIMEZONE',
    'TZID:Asia/Shanghai',
    'BEGIN:STANDARD',
    'DTSTART:19910915T000000',
    'TZOFFSETFROM:+0800',
    'TZOFFSETTO:+0800',
    'TZNAME:CST',
    'END:STANDARD',
    'END:VTIMEZONE',
  ].join('\r\n')

/** A wall time: the library writes what a local Date says, and the zone beside it. */
const wall = (day: string, time: string) => `${day}T${minute(time)}:00`

/** RFC 5545. A session keeps its UID for ever; each change raises SEQUENCE, and one that was dropped stays as cancelled, so that calendars take it out. */
export function calendarOf(name: string, sessions: readonly FeedSession[], stamp: Date): string {
  const calendar = ical({
    name,
    prodId: { company: 'Minzhi', product: 'training', language: 'ZH' },
    method: ICalCalendarMethod.PUBLISH,
    timezone: { name: 'Asia/Shanghai', generator: shanghaiRule },
    ttl: 3600,
  })
  for (const session of sessions) {
    calendar.createEvent({
      id: `${session.session_id}@minzhi`,
      sequence: session.sequence,
      stamp,
      start: wall(session.day, session.starts),
      end: wall(session.day, session.ends),
      timezone: 'Asia/Shanghai',
      summary: `${session.subject}（${session.class_title}）`,
      description: [
        session.teachers.length > 0 ? `教师：${session.teachers.join('、')}` : '',
        session.live_link ? `直播：${session.live_link}` : '',
      ]
        .filter(Boolean)
        .join('\n'),
      location: [session.place, session.room].filter(Boolean).join(' '),
      status: session.gone ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    })
  }
  return calendar.toString()
}
