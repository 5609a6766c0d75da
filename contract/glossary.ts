/**
 * The words of the house: the field's standard term in English, the Chinese term, and what it means here.
 * docs/glossary.md is printed from this table (`npm run draw`).
 */
export interface Word {
  term: string
  chinese: string
  meaning: string
}

export const glossary: readonly Word[] = [
  {
    term: 'unit, org',
    chinese: '单位',
    meaning: 'A node of the dated tree: province, city, county, station, department, centre, platform, partner.',
  },
  { term: 'duty', chinese: '职务', meaning: 'A role of one person at one unit, from–to. One duty is active in a session.' },
  { term: 'matter', chinese: '事项', meaning: 'One running instance of a process, with owner and handling unit.' },
  { term: 'owner org', chinese: '主办单位', meaning: 'The unit in whose name the matter runs; its numbers and its counts.' },
  { term: 'handling org', chinese: '承办单位', meaning: 'The unit that does the work: the owner itself or a unit below it.' },
  { term: 'step', chinese: '步骤', meaning: 'One act on a matter, the only way that it moves.' },
  { term: 'clock', chinese: '期限', meaning: 'A running statutory limit of a matter, derived from its history.' },
  { term: 'deadline', chinese: '截止日', meaning: 'The day a clock runs out, with its arithmetic.' },
  { term: 'provisional', chinese: '暂定', meaning: 'Computed with a calendar year that the State Council has not published.' },
  { term: 'excluded interval', chinese: '不计入期间', meaning: 'Days that a statute does not count, each with its paper.' },
  { term: 'ledger', chinese: '审计台账', meaning: 'The append-only record of every act, in the transaction of the act.' },
  { term: 'reach', chinese: '管辖范围', meaning: 'What a duty may read: its subtree, and what was granted to it.' },
  { term: 'grant', chinese: '授权', meaning: 'A dated permission on one matter beyond reach: 协查、移送、指定管辖.' },
  { term: 'paper', chinese: '文书', meaning: 'An official document with fields, legal elements and a number.' },
  { term: 'lead', chinese: '线索', meaning: 'A clue to a violation before filing.' },
  { term: 'file, filed', chinese: '立案', meaning: 'To open an enforcement case.' },
  { term: 'preservation', chinese: '先行登记保存', meaning: 'Advance registration and preservation of evidence, seven working days.' },
  { term: 'coercive measure', chinese: '行政强制措施', meaning: 'Sealing or seizure, thirty days and thirty more.' },
  { term: 'legal review', chinese: '法制审核', meaning: 'Review by the legal office before decision in the cases of the law.' },
  { term: 'prior notice', chinese: '事先告知', meaning: 'The notice of the intended penalty.' },
  { term: 'statement and defence', chinese: '陈述申辩', meaning: 'The party answers within five working days.' },
  { term: 'hearing', chinese: '听证', meaning: 'The oral procedure on request of the party.' },
  { term: 'collective discussion', chinese: '集体讨论', meaning: 'The heads decide together.' },
  { term: 'service, serve', chinese: '送达', meaning: 'Handing an official paper to the party, in one of the modes of the law.' },
  { term: 'service by announcement', chinese: '公告送达', meaning: 'Deemed served after thirty days.' },
  { term: 'publicity', chinese: '公示', meaning: 'Publication of the penalty for its statutory term.' },
  { term: 'surcharge', chinese: '加处罚款', meaning: 'Three per cent a day, never more than the fine.' },
  { term: 'demand letter', chinese: '履行催告书', meaning: 'The last call before court enforcement.' },
  { term: 'recusal', chinese: '回避', meaning: 'An officer with an interest steps aside.' },
  { term: 'assistance', chinese: '协助调查', meaning: 'Another unit investigates at our request.' },
  { term: 'transfer', chinese: '移送', meaning: 'Handing a matter to the unit or authority that has jurisdiction.' },
  { term: 'designation', chinese: '指定管辖', meaning: 'The common superior names the unit with jurisdiction.' },
  { term: 'supervised task', chinese: '督办', meaning: 'A task followed to its end (`task` in code).' },
  {
    term: 'learning record store',
    chinese: '学习记录库',
    meaning: 'Where statements of learning are kept as xAPI 1.0.3 and 2.0 tell them, for other platforms and for our own courses.',
  },
  {
    term: 'statement',
    chinese: '学习记录',
    meaning: 'Who did what to what, when and with what result; never changed, only voided by another one.',
  },
  { term: 'voiding', chinese: '作废', meaning: 'A statement that takes back another one; both stay.' },
  {
    term: 'record client',
    chinese: '学习记录接口',
    meaning: 'A platform with a key and scopes of its own that sends or reads statements.',
  },
  {
    term: 'launch',
    chinese: '课程启动',
    meaning: 'One opening of a course by one learner, with a credential for that learner and registration alone.',
  },
  { term: 'registration', chinese: '学习登记', meaning: 'One learner’s run through one course; statements and state belong to it.' },
  {
    term: 'training plan',
    chinese: '年度培训计划',
    meaning: 'The yearly plan of a unit: lines by theme and level, approved by its head, adjusted in revisions.',
  },
  {
    term: 'training theme',
    chinese: '专题',
    meaning: 'One of the configured list by which plan, class, lecture and hours are filed; ended, never deleted.',
  },
  { term: 'class', chinese: '培训班（班次）', meaning: 'One batch of training with its timetable, people and certificates.' },
  { term: 'places', chinese: '名额', meaning: 'What a unit may name for a class, and the matter in which it does so.' },
  { term: 'enrolment', chinese: '报名、录取', meaning: 'One person in one class, from nomination to certificate.' },
  {
    term: 'participant leave',
    chinese: '学员请假',
    meaning: "A participant's absence that the organiser grants; more than a seventh of the hours is told (PX-05).",
  },
  { term: 'certificate', chinese: '结业证书', meaning: 'What a class ends in for a person; a stranger verifies it by its code.' },
  { term: 'evaluation', chinese: '培训评价', meaning: 'Anonymous answers about a class, shown from five on.' },
  {
    term: 'question, question bank',
    chinese: '试题、题库',
    meaning: 'What is asked, kept in versions; its key stands apart and is read by the examiners of its unit.',
  },
  {
    term: 'blueprint',
    chinese: '组卷蓝图',
    meaning: 'So many questions of a kind, category and difficulty; with a seed it draws a paper.',
  },
  {
    term: 'attempt',
    chinese: '作答',
    meaning: 'One candidate sitting one exam, from the start to the close by the clock of the database.',
  },
  {
    term: 'hand in',
    chinese: '交卷',
    meaning: 'The close of an attempt, by the candidate, by time, or with the exam; nothing changes an answer after it.',
  },
  { term: 'marker', chinese: '阅卷人员', meaning: 'Whoever scores open answers, blind to names and to the marks of others.' },
  { term: 'make-up exam', chinese: '补考', meaning: 'A further exam by the same rules for those who were absent or failed.' },
  { term: 'credit hours', chinese: '学时', meaning: 'Hours of training on the record of a person; days (天) are a measure of their own.' },
  {
    term: 'hours entry',
    chinese: '学时记录',
    meaning: 'One credit of hours or days with its source; never changed, at most reversed.',
  },
  { term: 'reversal', chinese: '冲销', meaning: 'The entry that takes another one back, with its reason.' },
  {
    term: 'restoration',
    chinese: '恢复误冲销的学时',
    meaning: 'The decision that a reversal was itself wrong; the hours of the lecture are credited as the next turn.',
  },
  {
    term: 'training form, subject',
    chinese: '培训形式、科目',
    meaning:
      'How it was learned (集中, 网络 …) and what was learned (公需, 专业): cadres are judged by the first, professional staff by the second.',
  },
  { term: 'staff category', chinese: '人员类别', meaning: 'Dated; decides which rule of hours holds for a person.' },
  { term: 'claim', chinese: '外来学习记录', meaning: 'What somebody brings from outside; counts when a second person has checked it.' },
  {
    term: 'coverage',
    chinese: '轮训覆盖',
    meaning: 'Of those who had to be trained on a day, how many were, at least once in the cycle.',
  },
  { term: 'qualifying training', chinese: '合格培训', meaning: 'An entry that counts for the rotation.' },
  { term: 'hosted session', chinese: '期次', meaning: 'Something that a unit hosts; the rule of the month counts those that were held.' },
  { term: 'lecture, series', chinese: '讲座、大讲堂', meaning: 'A lecture of a series, announced to everybody, credited by rule.' },
  { term: 'course', chinese: '网络课程', meaning: 'Something to be learned online, made by a unit for everybody at it and below it.' },
  { term: 'programme', chinese: '专题', meaning: 'The shelf on which a unit puts its courses.' },
  { term: 'edition', chinese: '版本', meaning: 'A course as it was published; never changed. Who began it, ends it.' },
  {
    term: 'unit of content',
    chinese: '学习单元',
    meaning: 'A film, a document, a package or a quiz inside an edition. Not a unit (单位).',
  },
  { term: 'package', chinese: '课件包', meaning: 'A zip of SCORM 1.2, SCORM 2004 or cmi5 that was looked at and taken in whole.' },
  { term: 'launch', chinese: '启动', meaning: 'Content of one unit opened by one person in one session; a person has one open launch.' },
  { term: 'heartbeat', chinese: '学习心跳', meaning: 'What the page says each ten seconds; the server decides what of it counts.' },
  { term: 'watched interval', chinese: '观看时段', meaning: 'A piece of a film that ran by the clock of the server.' },
  {
    term: 'clause',
    chinese: '条款',
    meaning: 'One duty that a document states, at its place, in words of our own, with who answers for it and what gives evidence of it.',
  },
  {
    term: 'clause document',
    chinese: '条款文件',
    meaning: 'A document whose clauses are watched: 231号文, a plan of a city; kept edition by edition.',
  },
  {
    term: 'evidence, no evidence yet, outside',
    chinese: '已有记录、尚无记录、不在平台办理',
    meaning: 'The state of a clause: derived from records at each reading; only the last has a reason that somebody gives.',
  },
  {
    term: 'addressee',
    chinese: '点名的层级',
    meaning: 'The level of units that a sentence itself names, beside the departments in its brackets.',
  },
]
