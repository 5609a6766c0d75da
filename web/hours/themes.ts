import { useQuery } from '@tanstack/react-query'
import { hoursRulesApi, themesOf } from '#contract/hours-rules'
import { ask } from '../kit/query.ts'

const named = (titles: readonly string[]) => titles.map((value) => ({ value, label: value }))

/** 专题 as they are configured: to choose from, with the one that stands already though it was ended; and all, for a filter. */
export function useThemes() {
  const settings = useQuery(ask(hoursRulesApi.read, {})).data?.settings
  const choicesWith = (kept: string | null) => (settings ? named(themesOf(settings, kept)) : [])
  return {
    choices: choicesWith(null),
    choicesWith,
    all: settings ? settings.themes.map(({ title, ended }) => ({ value: title, label: ended ? `${title}（已停用）` : title })) : [],
  }
}
