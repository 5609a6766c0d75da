import { DownloadOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useState } from 'react'
import { archiveApi } from '#contract/archive'
import type { MatterView } from '#contract/matter'
import { download } from '../kit/client.ts'
import { asProblem } from '../kit/problem-error.ts'
import { mayDo, useMe } from '../kit/session.ts'

/** 归档包: the whole file of an ended case, as one package. */
export function ArchiveButton({ matter }: { matter: MatterView }) {
  const me = useMe()
  const { message } = App.useApp()
  const [isBusy, setBusy] = useState(false)
  if (!matter.closed || !mayDo(me, 'matter.export')) return null
  const save = async () => {
    setBusy(true)
    try {
      await download(archiveApi.download, { params: { matterId: matter.id } }, `${matter.number ?? '案卷'}.zip`)
    } catch (thrown) {
      message.error(asProblem(thrown).sentence)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button icon={<DownloadOutlined />} loading={isBusy} onClick={() => void save()}>
      下载归档包
    </Button>
  )
}
