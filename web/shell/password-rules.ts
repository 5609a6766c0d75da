import type { FormRule } from 'antd'

/** The same password twice. How strong it must be is the server's rule, and its sentence is shown. */
export const repeats =
  (name: string): FormRule =>
  ({ getFieldValue }) => ({
    validator: (_, value: unknown) =>
      value && value === getFieldValue(name) ? Promise.resolve() : Promise.reject(new Error('两次填写的密码不一致')),
  })
