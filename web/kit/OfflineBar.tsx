import { useIsOnline } from './screen.ts'

export function OfflineBar() {
  const online = useIsOnline()
  return (
    <div role="status" aria-live="polite">
      {!online && <div className="bar bar-warning">网络已断开。可以继续填写，内容会保留在本机；恢复连接后再提交。</div>}
    </div>
  )
}
