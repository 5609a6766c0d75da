import type { MatterRow } from '#kernel/matter'

/** What a stranger with a clean machine needs to know; Windows editors want the carriage return and the mark in front. */
export const guide = (matter: MatterRow): Buffer => Buffer.from(`\ufeff${lines(matter).join('\r\n')}\r\n`)

const lines = (matter: MatterRow): string[] => [
  `案卷归档包：${matter.number ?? ''} ${matter.title}`,
  '',
  '一、内容',
  '正卷、副卷：按《市场监督管理行政处罚程序规定》第七十八条的顺序编号。证据原文件在正卷中，文件内容与入库时完全一致。',
  '作废文书：已经编号又作废的文书，保留以备核查，不属于正卷、副卷。',
  '记录：证据清单、保管链、办理过程、期限，均为 UTF-8 编码的 CSV 表格，可用 WPS 表格或 Excel 打开。没有电子文件的物证只列入证据清单。',
  '清单.json：每个文件的大小、SHA-256 和 SM3 校验值。',
  '',
  '二、如何核对（不需要登录平台，也不需要安装专用软件）',
  'Linux、麒麟、统信：在解压后的文件夹中打开终端，执行',
  '    sha256sum -c 校验值-sha256.txt',
  '每行显示“成功”或“OK”即为一致。',
  'Windows：在解压后的文件夹中打开命令提示符，对要核对的文件执行',
  '    certutil -hashfile "文件路径" SHA256',
  '与“校验值-sha256.txt”中同名一行比较，应完全相同。',
  '国密核对：装有 OpenSSL 3 的电脑可执行  openssl dgst -sm3 "文件路径"  ，与“校验值-sm3.txt”比较。',
  '',
  '三、说明',
  '文书由系统按已制发的内容生成，制发时为系统确认，不是电子签名；纸质卷宗的签名、盖章以原件为准。',
  '本包只证明文件自制作归档包以来没有变化；入库以来的情况见保管链。',
]
