import { z } from 'zod'

/** A page whose address holds only which tab is open. */
export const anyQuery = z.looseObject({ tab: z.string().optional() })
