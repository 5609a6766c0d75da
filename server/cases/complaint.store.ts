import type { Ctx } from '#kernel/house'

export const complaintOf = (ctx: Ctx, matterId: string) =>
  ctx.tx
    .selectFrom('complaint')
    .select([
      'received_on as receivedOn',
      'complainant',
      'complainant_phone as complainantPhone',
      'division_code as divisionCode',
      'place',
      'content',
      'demand',
    ])
    .where('matter_id', '=', matterId)
    .executeTakeFirstOrThrow()
