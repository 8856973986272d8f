import type { Reply } from './scripted-http.ts'

/** An error as Heroku's APIs have it. */
export function refuse(status: number, id: string, message: string): Reply {
  return { status, body: { id, message } }
}

export function notFound(resource: string): Reply {
  const message = `Couldn't find that ${resource}.`
  return { status: 404, body: { id: 'not_found', message, resource } }
}
