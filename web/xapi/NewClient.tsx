import { Alert, Button, Modal } from 'antd'
import { type NewCredential, NewRecordClient, xapiApi } from '#contract/xapi'
import { ActDrawer } from '../kit/ActDrawer.tsx'
import { useSend } from '../kit/query.ts'
import { useMe } from '../kit/session.ts'
import { CopyLine } from './CopyLine.tsx'

export function NewClientForm({ close, done }: { close: () => void; done: (made: NewCredential) => void }) {
  const me = useMe()
  const open = useSend(xapiApi.open, {
    refreshes: [xapiApi.clients],
    done: (made) => {
      close()
      done(made)
    },
  })
  return (
    <ActDrawer
      title="开通接口"
      body={NewRecordClient}
      open
      close={close}
      initial={{ from: me.today }}
      sending={open.isPending}
      problem={open.error}
      above={
        <Alert
          className="gap-bottom"
          type="warning"
          showIcon
          title="学习记录是个人信息。只给对方完成工作所需的最少权限：只提交记录的平台，选“提交学习记录”即可。"
        />
      }
      send={(values) => open.mutate({ body: values as never })} // judged by the server's schema
    />
  )
}

/** The secret is on the screen once and nowhere else. */
export function SecretShown({ made, close }: { made: NewCredential | null; close: () => void }) {
  return (
    <Modal
      title="接口已开通：密钥只显示这一次"
      open={made !== null}
      onCancel={close}
      mask={{ closable: false }}
      footer={
        <Button type="primary" onClick={close}>
          已交给对方，关闭
        </Button>
      }
    >
      {made && (
        <>
          <p>请把账号和密钥交给对方平台的管理人员，不要用聊天工具转发。遗失后不能找回，只能停用后重新开通。</p>
          <CopyLine title="账号" text={made.key} />
          <CopyLine title="密钥" text={made.secret} />
        </>
      )}
    </Modal>
  )
}
