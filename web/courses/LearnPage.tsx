import { Link } from '@tanstack/react-router'
import { Alert, Button, Progress, Skeleton } from 'antd'
import { useEffect } from 'react'
import { z } from 'zod'
import { CourseId, coursesApi, UnitId } from '#contract/courses'
import { useAddress } from '../kit/address.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { usePageTitle } from '../kit/page-title.ts'
import { useParam } from '../kit/param.ts'
import { refresh } from '../kit/query.ts'
import { DocumentPlayer } from './DocumentPlayer.tsx'
import { FilmPlayer } from './FilmPlayer.tsx'
import { PackagePlayer } from './PackagePlayer.tsx'
import { type OpenLaunch, useLaunch } from './use-launch.ts'
import './courses.css'

const query = z.object({ item: z.string().max(300).optional() })

/** 学习: one unit, its content, and what is still missing of it. */
export function LearnPage() {
  const courseId = useParam('courseId', CourseId)
  const unitId = useParam('unitId', UnitId)
  const [{ item = '' }] = useAddress(query)
  const open = useLaunch(unitId, item)
  const { launch, standing, problem } = open
  usePageTitle(launch?.title, { path: `/courses/${courseId}`, title: '课程' })
  const learned = standing?.learned
  // biome-ignore lint/correctness/useExhaustiveDependencies: when it is learned, and when the page is left
  useEffect(() => {
    void refresh(coursesApi.read, coursesApi.mine, coursesApi.list)
    return () => void refresh(coursesApi.read, coursesApi.mine, coursesApi.list)
  }, [learned])
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">{launch?.title ?? '学习'}</h1>
        <Link to="/courses/$courseId" params={{ courseId } as never}>
          返回课程
        </Link>
      </div>
      {problem !== null && <ProblemAlert problem={problem} {...(launch ? {} : { retry: open.again })} />}
      {!launch && problem === null && <Skeleton active />}
      {launch && <Player open={open} launch={launch} />}
    </div>
  )
}

function Player({ open, launch }: { open: OpenLaunch; launch: NonNullable<OpenLaunch['launch']> }) {
  const over = open.standing?.over
  return (
    <>
      <Standing open={open} />
      {over ? (
        <Alert className="gap-bottom" type="warning" showIcon title={over} action={<Button onClick={open.again}>在这里继续</Button>} />
      ) : launch.kind === 'video' ? (
        <FilmPlayer key={launch.launchId} open={open} launch={launch} />
      ) : launch.kind === 'document' ? (
        <DocumentPlayer key={launch.launchId} open={open} launch={launch} />
      ) : (
        <PackagePlayer key={launch.launchId} open={open} launch={launch} />
      )}
    </>
  )
}

function Standing({ open: { standing, launch } }: { open: OpenLaunch }) {
  if (!standing || !launch) return null
  return (
    <div className="learn-standing gap-bottom" role="status">
      <Progress percent={Math.floor(standing.progress * 100)} size="small" aria-label={`${launch.title}的进度`} />
      <p>{standing.learned ? (standing.courseCompleted ? '本单元已学完，课程已完成。' : '本单元已学完。') : standing.missing}</p>
    </div>
  )
}
