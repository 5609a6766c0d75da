export { type ArchiveEntry, type ArchiveFault, type ArchiveLimits, BadArchive, contentOf, readArchive } from './archive.ts'
