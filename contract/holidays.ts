import { z } from 'zod'
import { Instant, LegalDay } from './common.ts'
import { get, post } from './endpoint.ts'

/** A year of the working calendar: published with the product, entered by an administrator, or not known yet (暂定). */
export const HolidayYear = z.strictObject({
  year: z.number().int(),
  covered: z.boolean(),
  entered: z.boolean(),
  source: z.string(),
  holidays: z.array(LegalDay),
  workdays: z.array(LegalDay),
  notice: z.string().nullable(),
  enteredAt: Instant.nullable(),
})
export type HolidayYear = z.infer<typeof HolidayYear>

export const HolidayNotice = z.strictObject({
  notice: z.string().trim().min(4, '请填写通知的文号').max(100).meta({ title: '文号', description: '例如 国办发明电〔2025〕7号' }),
  holidays: z.array(LegalDay).min(11, '放假日期不足：法定节假日每年不少于 11 天').max(60).meta({ title: '放假日期' }),
  workdays: z.array(LegalDay).max(30).meta({ title: '调休上班日期' }),
})

export const holidaysApi = {
  list: get('/holidays', { title: '节假日安排', needs: 'signedIn', answer: z.array(HolidayYear) }),
  enter: post('/holidays/:year', {
    title: '录入节假日安排',
    needs: 'calendar.manage',
    params: z.strictObject({ year: z.coerce.number().int().min(2020).max(2100) }),
    body: HolidayNotice,
    answer: HolidayYear,
  }),
}
