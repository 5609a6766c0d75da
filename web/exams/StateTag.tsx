import { Tag } from 'antd'
import { type QuestionState, questionStates } from '#contract/questions'

const colours: Record<QuestionState, string> = { draft: 'orange', reviewed: 'green', retired: 'default' }
export const StateTag = ({ state }: { state: QuestionState }) => <Tag color={colours[state]}>{questionStates[state]}</Tag>
