import { Modal } from 'antd'
import { useState } from 'react'
import { useActiveKeys, useKeys } from '../kit/keys.ts'

const question = '?'
/** The button in the header presses the same key. */
export const openKeys = () => window.dispatchEvent(new KeyboardEvent('keydown', { key: question }))

const always = [
  { key: 'Esc', title: '关闭对话框或下拉框' },
  { key: 'Tab', title: '移到下一个可操作的位置' },
]

const shown = (key: string) => key.replace('ctrl+', 'Ctrl + ').replace('enter', 'Enter')

/** `?` shows what the keyboard can do on this page. */
export function KeysDialog() {
  const [isOpen, setOpen] = useState(false)
  useKeys([{ key: question, title: '显示快捷键', run: () => setOpen(true) }])
  const keys = useActiveKeys().flat()
  return (
    <Modal title="快捷键" open={isOpen} onCancel={() => setOpen(false)} footer={null}>
      <dl className="keys">
        {[...keys, ...always].map(({ key, title }) => (
          <div key={key + title}>
            <dt>
              <kbd>{shown(key)}</kbd>
            </dt>
            <dd>{title}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
