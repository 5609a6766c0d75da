/** The choices of a select or a filter, from a table of the contract: its keys with their Chinese. */
export const options = (labels: Readonly<Record<string, string>>) => Object.entries(labels).map(([value, label]) => ({ value, label }))
