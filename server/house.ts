import { type Calendar, calendarFor } from '#kernel/calendar'
import { type Config, filesFolder, readJobKey } from '#kernel/config'
import { type Database, openDatabase } from '#kernel/db'
import { openLocalStore } from '#kernel/files'
import type { House } from '#kernel/house'
import { registerIndicators } from '#kernel/indicator'
import { sealJobsWith } from '#kernel/jobs'
import type { Log } from '#kernel/log'
import { registerPapers, registerProcesses } from '#kernel/matter'
import { allIndicatorsOfRooms, allPapers, allProcesses } from './rooms.ts'

/** Puts the house together over a migrated database. The calendar follows the years that administrators enter within a minute. */
export async function composeHouse(config: Config, appUrl: string, log: Log): Promise<House & { close(): Promise<void> }> {
  registerProcesses(allProcesses)
  registerPapers(allPapers)
  registerIndicators(allIndicatorsOfRooms)
  sealJobsWith(readJobKey(config))
  const files = await openLocalStore(filesFolder(config))
  const database = openDatabase(appUrl, { readUrl: config.readUrl })
  let calendar: Calendar = await readCalendar(database)
  const timer = setInterval(() => {
    readCalendar(database).then(
      (fresh) => {
        calendar = fresh
      },
      (error: unknown) => log.warn({ err: error }, 'calendar not refreshed'),
    )
  }, 60_000)
  timer.unref()
  return {
    config,
    database,
    log,
    files,
    calendar: () => calendar,
    async close() {
      clearInterval(timer)
      await database.close()
    },
  }
}

function readCalendar(database: Database): Promise<Calendar> {
  return database.transaction({ token: null, requestId: 'calendar', address: 'local' }, async (tx) => {
    const years = await tx.selectFrom('holiday_year').select(['year', 'notice', 'holidays', 'workdays']).execute()
    return calendarFor(years)
  })
}
