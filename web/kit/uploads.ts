import { createContext, useContext } from 'react'

/** How many files of a form are still on their way: a form that is sent before they are here would leave them behind. */
export const UploadsContext = createContext<(by: 1 | -1) => void>(() => undefined)
export const useCountUploads = () => useContext(UploadsContext)
