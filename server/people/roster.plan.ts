import { roles } from '#contract/authority'
import type { SheetPlan } from '#kernel/sheet'

/** The roster (花名册): one row for each person with one duty. Units are offered by name; a name that two units share is told apart by code. */
export const rosterPlan = (units: readonly string[]): SheetPlan => ({
  name: '花名册',
  columns: [
    { key: 'name', title: '姓名', required: true, example: '张某', width: 12 },
    {
      key: 'account',
      title: '账号',
      kind: 'code',
      required: true,
      help: '登录用，小写字母、数字、点、横线，3 至 64 位，一人一个',
      example: 'zhang.mou',
      width: 18,
    },
    { key: 'staffNo', title: '工号', kind: 'code', width: 12 },
    { key: 'certificateNo', title: '执法证号', kind: 'code', help: '办案人员必填', example: '闽执0001', width: 18 },
    {
      key: 'org',
      title: '单位',
      required: true,
      options: units,
      help: '从下拉列表选择单位名称，或填写单位代码',
      example: units[0] ?? '',
      width: 34,
    },
    { key: 'role', title: '职责', kind: 'choice', options: Object.values(roles), required: true, example: roles.officer, width: 18 },
    { key: 'title', title: '职务名称', required: true, example: '执法大队科员', width: 20 },
    { key: 'from', title: '任职起始日', kind: 'day', required: true, example: '2026-01-01', width: 14 },
  ],
  instructions: [
    '每行一人。已有账号的人员不要再填，调整职务请到“人员”页面办理。',
    '导入后账号为“待启用”，职务为“待任命”；由系统管理员逐人发放启用码，由安全管理员确认任命后职务生效（三员分立）。',
    '系统管理员、安全管理员、审计管理员互相排斥，也不得兼任业务职务。',
    '导入后可以整批撤销，已启用或已任命的人员除外。',
  ],
})
