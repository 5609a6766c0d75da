import { Outlet, useMatches, useRouterState } from '@tanstack/react-router'
import { Layout, Watermark } from 'antd'
import dayjs from 'dayjs'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { roles } from '#contract/authority'
import { useHouse } from '../kit/house.ts'
import { listenToKeys } from '../kit/keys.ts'
import { OfflineBar } from '../kit/OfflineBar.tsx'
import { useNamedPage } from '../kit/page-title.ts'
import { useIsPhone } from '../kit/screen.ts'
import { activeDuty, mayDo, useMe, useSessionWatch } from '../kit/session.ts'
import { NoRight } from './Broken.tsx'
import { Crumbs } from './Crumbs.tsx'
import { DemonstrationBar } from './DemonstrationBar.tsx'
import { Header } from './Header.tsx'
import { KeysDialog } from './KeysDialog.tsx'
import { BottomBar, SideMenu } from './Menu.tsx'
import { SignInAgain } from './SignInAgain.tsx'

/** The page that the address names, as it was declared. */
function useDeclaredPage() {
  const path = useMatches()
    .map((match) => match.fullPath)
    .pop()
  const { pages } = useHouse()
  return pages.find((page) => page.path === path || `${page.path}/` === path)
}

export function Shell() {
  const isPhone = useIsPhone()
  const me = useMe()
  useEffect(listenToKeys, [])
  useSessionWatch()
  return (
    <Marked>
      <a className="skip" href="#main">
        跳到主要内容
      </a>
      {me.demonstration && <DemonstrationBar />}
      <OfflineBar />
      <Layout className="shell">
        <Header />
        <Layout>
          {!isPhone && <SideMenu />}
          <Main />
        </Layout>
        {isPhone && <BottomBar />}
      </Layout>
      <SignInAgain />
      <KeysDialog />
    </Marked>
  )
}

function Main() {
  const me = useMe()
  const page = useDeclaredPage()
  const named = useNamedPage().title
  const place = useRef<HTMLElement>(null)
  const title = named || page?.title || '没有找到'
  useEffect(() => {
    document.title = `${title} · 闽知`
  }, [title])
  useFocusOnNewPage(place)
  const duty = activeDuty(me)
  return (
    <main id="main" ref={place} tabIndex={-1} className="main" aria-label={title}>
      <Crumbs page={page} />
      {page && !mayDo(me, page.needs) ? (
        <NoRight title={page.title} duty={duty ? `${duty.org.name} ${roles[duty.role]}` : '无'} />
      ) : (
        <Outlet />
      )}
    </main>
  )
}

/** A screen reader hears the new page, and the keyboard starts at its top; a changed filter is not a new page. */
function useFocusOnNewPage(place: { current: HTMLElement | null }) {
  const path = useRouterState({ select: (state) => state.location.pathname })
  const first = useRef(path)
  useEffect(() => {
    if (first.current === path) return
    first.current = path
    place.current?.focus({ preventScroll: true })
  }, [path, place])
}

const watermarkSwitch = 'minzhi.watermark'

/** Automated checks of contrast cannot see through the overlay; they may turn it off, and only where nothing is real. */
function isWatermarkOff(demonstration: boolean) {
  if (!demonstration) return false
  if (new URLSearchParams(window.location.search).get('watermark') === 'off') sessionStorage.setItem(watermarkSwitch, 'off')
  return sessionStorage.getItem(watermarkSwitch) === 'off'
}

function Marked({ children }: { children: ReactNode }) {
  const me = useMe()
  const [now, setNow] = useState(() => dayjs().format('YYYY-MM-DD HH:mm'))
  useEffect(() => {
    const timer = setInterval(() => setNow(dayjs().format('YYYY-MM-DD HH:mm')), 60_000)
    return () => clearInterval(timer)
  }, [])
  const off = isWatermarkOff(me.demonstration)
  const lines = [me.person.name, activeDuty(me)?.org.name ?? '', now]
  if (off) return <div className="screen">{children}</div>
  return (
    <Watermark className="screen" content={lines} font={{ fontSize: 12, color: 'rgba(0,0,0,0.045)' }} gap={[200, 180]}>
      {children}
    </Watermark>
  )
}
