import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Empty, Skeleton, Table, type TableColumnsType, Tag } from 'antd'
import { type ClassDetail, type Outcome, trainingApi } from '#contract/training'
import { certificatesApi } from '#contract/training-certificates'
import { useAct } from '../documents/use-act.tsx'
import { download } from '../kit/client.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask } from '../kit/query.ts'

/** 结业: who meets the conditions, who does not and why; then the certificates. */
export function Outcomes({ own }: { own: ClassDetail }) {
  const { busy, problem, run } = useAct()
  const outcomes = useQuery(ask(trainingApi.outcomes, { params: { matterId: own.id } }))
  if (outcomes.isPending) return <Skeleton active />
  if (outcomes.isError) return <ProblemAlert problem={outcomes.error} retry={() => outcomes.refetch()} />
  if (outcomes.data.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="还没有录取的学员。" />
  const columns: TableColumnsType<Outcome> = [
    { title: '姓名', dataIndex: 'name', width: 110 },
    { title: '核对结果', render: (_, { passes, reasons }) => (passes ? <Tag color="green">符合结业条件</Tag> : reasons.join('；')) },
    {
      title: '证书',
      width: 280,
      render: (_, { personId }) => {
        const certificate = own.participants.find((one) => one.personId === personId)?.certificate
        if (!certificate) return ''
        const load = (form: 'pdf' | 'docx') =>
          run(`${certificate.id}${form}`, () =>
            download(certificatesApi.download, { params: { certificateId: certificate.id }, query: { form } }, `结业证书.${form}`),
          )
        return (
          <>
            {certificate.number} {certificate.revoked && <Tag color="red">已撤销</Tag>}
            <Button type="link" size="small" loading={busy === `${certificate.id}pdf`} onClick={() => load('pdf')}>
              PDF
            </Button>
            <Button type="link" size="small" loading={busy === `${certificate.id}docx`} onClick={() => load('docx')}>
              Word
            </Button>
          </>
        )
      },
    },
  ]
  return (
    <>
      <Alert
        className="gap-bottom"
        type="info"
        showIcon
        title={`${outcomes.data.filter(({ passes }) => passes).length} / ${outcomes.data.length} 人符合结业条件。“结业发证”只发给符合条件的学员，并记入学时。`}
      />
      {problem}
      <div className="wide-table">
        <Table
          size="small"
          rowKey="personId"
          pagination={{ pageSize: 100, hideOnSinglePage: true }}
          columns={columns}
          dataSource={outcomes.data}
        />
      </div>
    </>
  )
}
