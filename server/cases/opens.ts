import type { TrackOpening } from '#contract/tracks'
import type { Ctx } from '#kernel/house'
import type { MatterRow, Taken } from '#kernel/matter'
import { tracks } from './tracks/index.ts'

/** A record step that opens the track of its name. */
export const opens =
  (name: TrackOpening) =>
  async (ctx: Ctx, matter: MatterRow, taken: Taken): Promise<void> => {
    await tracks[name].open(ctx, matter, taken)
  }
