export { type Config, ConfigError, type Databases, readConfig } from './config.ts'
export { embeddedFolder } from './folders.ts'
