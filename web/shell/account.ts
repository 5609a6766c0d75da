const name = 'minzhi.account'

/** Only for the dialog that asks again, and only until the tab is closed. */
export const rememberAccount = (account: string) => {
  try {
    sessionStorage.setItem(name, account)
  } catch {
    // It is typed again then.
  }
}

export const rememberedAccount = () => {
  try {
    return sessionStorage.getItem(name) ?? ''
  } catch {
    return ''
  }
}
