export { type Config, ConfigError, type Databases, ownOrigins, readConfig } from './config.ts'
export { embeddedFolder, filesFolder } from './folders.ts'
export { readJobKey } from './job-key.ts'
export { addressesOf } from './proxy.ts'
