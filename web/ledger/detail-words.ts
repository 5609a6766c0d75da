/** What an entry notes beside itself, key by key. What has no word yet is shown under its own key: an audit hides nothing but ids and digests, which are exported. */
const titles: Readonly<Record<string, string>> = {
  title: '名称',
  code: '拒绝原因',
  filter: '条件',
  lines: '条数',
  files: '文件数',
  items: '证据数',
  found: '发现',
  form: '格式',
  account: '账号开头',
  status: '账号状态',
  reason: '理由',
  purpose: '用途',
  for: '发起人',
  duty: '职务',
  list: '清单校验值',
  sha256: '文件校验值',
}

const values: Readonly<Record<string, string>> = {
  signInNeeded: '没有登录',
  notAllowed: '当前职务无权办理',
  notFound: '不存在或者不在管辖范围',
  invalid: '填写不符合要求',
  stale: '内容已被他人更新',
  closed: '该步骤当时不能办理',
  tooMany: '过于频繁',
  busy: '系统繁忙',
  'hash differs': '内容与登记的校验值不符',
  docx: 'Word',
  pdf: 'PDF',
  active: '在用',
  disabled: '停用',
  locked: '锁定',
  left: '离职',
  claim: '启用',
  reset: '重置密码',
}

const isMachinery = (text: string) => /^[0-9a-f]{8}-[0-9a-f]{4}-|^[0-9a-f]{40,}$/u.test(text)

function valueWords(value: unknown): string {
  if (value === null || value === undefined || value === '') return ''
  if (Array.isArray(value)) return value.map(valueWords).filter(Boolean).join('、')
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([, one]) => valueWords(one))
      .filter(Boolean)
      .join('、')
  if (value === true) return '是'
  const text = String(value)
  return value === false || isMachinery(text) ? '' : (values[text] ?? text)
}

export const detailWords = (detail: Readonly<Record<string, unknown>> | null): string =>
  Object.entries(detail ?? {})
    .flatMap(([key, value]) => {
      const words = value === false ? '否' : valueWords(value)
      return words === '' ? [] : [`${titles[key] ?? key}：${words}`]
    })
    .join('；')
