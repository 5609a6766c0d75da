export { type ArchiveEntry, type ArchiveFault, type ArchiveLimits, BadArchive, contentOf, readArchive } from './archive.ts'
export { BadListing, type ListedEntry, type ListingFault, type ListingLimits, listArchive, openEntry, readEntry } from './listing.ts'
