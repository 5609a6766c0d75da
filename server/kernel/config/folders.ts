import { join } from 'node:path'
import type { Config } from './config.ts'

/** Where the demonstration keeps the PostgreSQL that comes from npm. */
export const embeddedFolder = (config: Pick<Config, 'dataFolder'>): string => join(config.dataFolder, 'postgres')

/** Where uploaded contents lie, by their hash. */
export const filesFolder = (config: Pick<Config, 'dataFolder'>): string => join(config.dataFolder, 'files')
