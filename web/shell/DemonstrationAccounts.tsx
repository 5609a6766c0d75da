import { Button } from 'antd'
import type { z } from 'zod'
import { roles } from '#contract/authority'
import { mapTiles } from '#contract/map'
import { type DemonstrationAccount, type Me, sessionApi } from '#contract/session'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { useSend } from '../kit/query.ts'
import { rememberAccount } from './account.ts'

type Account = z.infer<typeof DemonstrationAccount>

const levels = ['省级', '市级', '县级', '市场监管所'] as const

/** 平潭 stands on the map of counties and has the rank of a city. */
function levelOf({ org }: Account): (typeof levels)[number] {
  if (/所$/.test(org)) return '市场监管所'
  if (/^(福建)?省/.test(org)) return '省级'
  return mapTiles.some(({ name, code }) => code !== '350128' && org.indexOf(name) >= 0) ? '县级' : '市级'
}

/** Demonstration only: its passwords are random, live in its data folder, and open nothing else. */
export function DemonstrationAccounts({ accounts, enter }: { accounts: readonly Account[]; enter: (me: Me) => void }) {
  const signIn = useSend(sessionApi.signIn, { done: enter })
  const choose = ({ account, password }: Account) => {
    rememberAccount(account)
    signIn.mutate({ body: { account, password } })
  }
  return (
    <section aria-label="演示账号">
      <h2 className="card-title">演示账号：点击即可登录</h2>
      {signIn.isError && <ProblemAlert problem={signIn.error} />}
      {levels.map((level) => (
        <Level
          key={level}
          level={level}
          accounts={accounts.filter((one) => levelOf(one) === level)}
          choose={choose}
          busy={signIn.isPending}
        />
      ))}
    </section>
  )
}

interface LevelProps {
  level: string
  accounts: readonly Account[]
  choose: (account: Account) => void
  busy: boolean
}

function Level({ level, accounts, choose, busy }: LevelProps) {
  if (accounts.length === 0) return null
  return (
    <>
      <h3 className="level-title">{level}</h3>
      <ul className="account-cards">
        {accounts.map((one) => (
          <li key={one.account}>
            <Button className="account-card" disabled={busy} onClick={() => choose(one)}>
              <strong>
                {one.name}　{roles[one.role]}
              </strong>
              <span>{one.org}</span>
              <span className="hint">{one.hint}</span>
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}
