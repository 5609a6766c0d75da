/** What an entry notes beside itself, key by key; an id or a digest says nothing to a reader and is exported all the same. */
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
      const words = valueWords(value)
      const title = titles[key]
      return words === '' || title === undefined ? [] : [`${title}：${words}`]
    })
    .join('；')
