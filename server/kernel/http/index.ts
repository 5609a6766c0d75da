export { type Client, clientOf, Refused } from './client.ts'
export { type Call, type Download, type Edge, type Handlers, type Route, routesOf, type Upload } from './route.ts'
export { buildServer, type ServerOptions } from './server.ts'
