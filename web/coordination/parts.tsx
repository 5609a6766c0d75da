import { meetingsApi } from '#contract/coordination-meetings'
import { requestsApi } from '#contract/coordination-requests'
import { scoresApi } from '#contract/coordination-scores'
import './coordination.css'

export const readsOfRequests = [requestsApi.read, requestsApi.list, scoresApi.board]
export const readsOfMeetings = [meetingsApi.read, meetingsApi.list, meetingsApi.notice]
