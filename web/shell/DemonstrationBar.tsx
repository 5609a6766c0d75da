/** Said on every page, in words: nothing here is real. */
export function DemonstrationBar() {
  return (
    <aside className="bar bar-demonstration" aria-label="演示环境提示">
      演示环境：其中的人员、企业和案件均为虚构，数据可能随时清空，请勿录入真实信息。
    </aside>
  )
}
