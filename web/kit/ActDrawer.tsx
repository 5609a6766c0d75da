import { Drawer } from 'antd'
import { type ReactNode, useMemo } from 'react'
import { z } from 'zod'
import { SchemaForm } from './SchemaForm.tsx'
import { useIsPhone } from './screen.ts'
import type { Choices, JsonSchema, Values } from './step-fields.ts'

interface ActDrawerProps {
  title: string
  /** The body of the endpoint: the form is drawn from it. */
  body: z.ZodType
  open: boolean
  close: () => void
  send: (values: Values) => void
  sending: boolean
  problem: unknown
  initial?: Values
  /** Answers that only the page knows, by field name. */
  choices?: Choices
  above?: ReactNode
  danger?: boolean
}

/** A form of administration: one drawer, one endpoint. What was refused stays on the page with its reason. */
export function ActDrawer({ title, body, open, close, send, sending, problem, initial, choices, above, danger = false }: ActDrawerProps) {
  const isPhone = useIsPhone()
  // zod gives JSON Schema; the form reads the part of it that the kit describes.
  const schema = useMemo(() => z.toJSONSchema(body, { io: 'input' }) as JsonSchema, [body])
  return (
    <Drawer title={title} open={open} onClose={close} size={isPhone ? '100%' : 520} destroyOnHidden>
      <SchemaForm
        schema={schema}
        onSubmit={send}
        sending={sending}
        submitText={title}
        danger={danger}
        problem={problem}
        onCancel={close}
        {...(initial ? { initial } : {})}
        {...(choices ? { choices } : {})}
        {...(above ? { above } : {})}
      />
    </Drawer>
  )
}
