import { legacyLogicalPropertiesTransformer, StyleProvider } from '@ant-design/cssinjs'
import { App, ConfigProvider, type ThemeConfig } from 'antd'
import chinese from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { type ReactNode, useMemo } from 'react'
import { useFontSize } from './font-size.ts'

dayjs.locale('zh-cn')

/** What the machine has comes first: the served font is cut by unicode-range and fills only the gaps. */
const fontFamily = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC Variable", sans-serif'

/** antd's own colours fail 4.5:1 on white (error 3.3, success 2.3, warning 1.9); these gave no axe finding. */
const colours = {
  colorPrimary: '#0958d9',
  // antd makes a hovered button lighter: 4.1:1.
  colorPrimaryHover: '#003eb3',
  colorLinkHover: '#003eb3',
  colorErrorHover: '#a8071a',
  colorLink: '#0958d9',
  colorInfo: '#0958d9',
  colorError: '#cf1322',
  colorSuccess: '#237804',
  colorWarning: '#874d00',
  colorSuccessBg: '#f6ffed',
  colorErrorBg: '#fff2f0',
  colorWarningBg: '#fffbe6',
  colorInfoBg: '#e6f4ff',
  colorTextPlaceholder: '#6b6b6b',
  colorTextTertiary: '#6b6b6b',
  colorTextDescription: '#595959',
  colorTextQuaternary: '#737373',
} as const

const quiet = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches

const themeFor = (fontSize: number): ThemeConfig => ({
  token: { ...colours, fontFamily, fontSize, controlHeight: fontSize + 20, borderRadius: 4, motion: !quiet() },
  components: {
    Layout: { headerBg: '#ffffff', siderBg: '#ffffff', bodyBg: '#f5f6f8', headerHeight: 56, headerPadding: '0 16px' },
    Table: { headerBg: '#f0f3f8', headerBorderRadius: 0, cellPaddingBlockMD: 8, cellPaddingBlockSM: 4 },
    Form: { itemMarginBottom: 20, verticalLabelPadding: '0 0 4px' },
    Descriptions: { labelBg: '#f7f8fa' },
    // On the ground of the page, antd's own track cannot be told from it.
    Segmented: { trackBg: '#e4e7ec' },
    Menu: { itemBorderRadius: 4, itemSelectedBg: '#e6f0ff' },
  },
})

const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''

/** Everything antd needs around the app. Without StyleProvider each style hangs on `:where`, which Chromium has since 88 only. */
export function Look({ children }: { children: ReactNode }) {
  const { pixels } = useFontSize()
  const theme = useMemo(() => themeFor(pixels), [pixels])
  return (
    <StyleProvider hashPriority="high" transformers={[legacyLogicalPropertiesTransformer]}>
      <ConfigProvider
        locale={chinese}
        theme={theme}
        csp={{ nonce }}
        form={{ requiredMark: true, scrollToFirstError: false }}
        button={{ autoInsertSpace: false }}
      >
        <App notification={{ placement: 'topRight', duration: 6 }}>{children}</App>
      </ConfigProvider>
    </StyleProvider>
  )
}
