import { documentsApi } from '#contract/documents'
import { matterApi } from '#contract/matter'

/** What a drafted, issued or void paper makes old. */
export const paperReads = [documentsApi.list, documentsApi.offers, documentsApi.read, documentsApi.register, matterApi.read]
