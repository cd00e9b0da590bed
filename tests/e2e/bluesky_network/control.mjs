// What a test may do to the network that no member of it could: wait for the index, take the AppView away, send a chat.
import http from 'node:http'

import { serve } from './loopback.mjs'

export async function bodyOf(request) {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  return chunks.length ? JSON.parse(Buffer.concat(chunks)) : {}
}

export function startControl(network, chat) {
  const actions = {
    '/settle': () => network.settle(),
    '/appview': ({ up }) => network.reachAppView(up),
    '/chat': (message) => chat.say(message),
  }
  return serve(
    http.createServer(async (request, response) => {
      const action = actions[request.url]
      let status = action ? 200 : 404
      let answer = {}
      try {
        answer = (await action?.(await bodyOf(request))) ?? {}
      } catch (error) {
        status = 500
        answer = { error: String(error) }
      }
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
    }),
  )
}
