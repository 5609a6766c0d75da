export const roots: Record<string, string> = { lead: '/leads', complaint: '/complaints', penalty: '/cases', simple: '/cases' }

/** Where a matter opens: the rooms' own pages, or the page of any track. */
export const pathOf = ({ id, process }: { id: string; process: string }): string => `${roots[process] ?? '/tracks'}/${id}`
