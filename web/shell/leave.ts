import { sessionApi } from '#contract/session'
import { send } from '../kit/client.ts'
import { dropAllDrafts } from '../kit/draft.ts'
import { drop } from '../kit/keep.ts'

/** 退出. The page is loaded anew, so nothing of the person stays in memory either. */
export async function leave() {
  await send(sessionApi.signOut, {}, { quiet: true }).catch(() => undefined) // an ended session cannot be ended twice
  dropAllDrafts()
  drop('recent') // names of units and people that were picked
  window.location.assign('/sign-in')
}
