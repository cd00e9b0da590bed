// Stands in for the chat service, in the shapes of the chat.bsky.convo lexicons; the real PDS stands in front of it.
import http from 'node:http'

import { bodyOf } from './control.mjs'
import { serve } from './loopback.mjs'

const PAGE = 50
const ALPHABET = '234567abcdefghijklmnopqrstuvwxyz'

// Ids and revisions sort by time, as they do on Bluesky: microseconds in base 32, above ten bits of a counter.
function tid(sentAt, count) {
  let rest = BigInt(Date.parse(sentAt)) * 1_024_000n + BigInt(count % 1024)
  let text = ''
  for (let place = 0; place < 13; place++, rest /= 32n) text = ALPHABET[Number(rest % 32n)] + text
  return text
}

// The PDS has proved who asks and says so in the token it signs; there is nobody else on loopback to doubt it.
function asker(request) {
  const claims = request.headers.authorization.split(' ')[1].split('.')[1]
  return JSON.parse(Buffer.from(claims, 'base64url')).iss
}

function pageOf(list, query) {
  const limit = Math.min(Number(query.get('limit') ?? PAGE), 100)
  const from = Number(query.get('cursor') ?? 0)
  const more = from + limit < list.length
  return { items: list.slice(from, from + limit), ...(more && { cursor: String(from + limit) }) }
}

class Chats {
  #convos = new Map()
  #count = 0

  say({ id, status = 'accepted', members, sender, text, sentAt }) {
    const convo = this.#convos.get(id) ?? { id, status, members, messages: [] }
    this.#convos.set(id, convo)
    const rev = tid(sentAt, ++this.#count)
    const message = { $type: 'chat.bsky.convo.defs#messageView', id: rev, rev, text, sender: { did: sender }, sentAt }
    convo.messages.unshift(message)
    return message
  }

  #view(convo) {
    const { id, status, members, messages } = convo
    const kind = { $type: 'chat.bsky.convo.defs#directConvo' }
    return { id, rev: messages[0].rev, members, lastMessage: messages[0], muted: false, status, unreadCount: 0, kind }
  }

  #of(did) {
    const mine = [...this.#convos.values()].filter((convo) => convo.members.some((member) => member.did === did))
    return mine.sort((a, b) => (a.messages[0].rev < b.messages[0].rev ? 1 : -1))
  }

  #convo(did, query) {
    const convo = this.#of(did).find((each) => each.id === query.get('convoId'))
    if (!convo) throw new Error('InvalidConvo')
    return convo
  }

  listConvos(did, query) {
    const status = query.get('status')
    const { items, ...rest } = pageOf(this.#of(did).filter((convo) => !status || convo.status === status), query)
    return { convos: items.map((convo) => this.#view(convo)), ...rest }
  }

  getConvo(did, query) {
    return { convo: this.#view(this.#convo(did, query)) }
  }

  getMessages(did, query) {
    const convo = this.#convo(did, query)
    const { items, ...rest } = pageOf(convo.messages, query)
    return { messages: items, relatedProfiles: convo.members, ...rest }
  }

  sendMessage(did, _query, { convoId, message }) {
    this.#convo(did, new URLSearchParams({ convoId }))
    return this.say({ id: convoId, sender: did, text: message.text, sentAt: new Date().toISOString() })
  }

  getLog(did, query) {
    const after = query.get('cursor')
    const logs = this.#of(did)
      .flatMap((convo) => convo.messages.map((message) => ({ convoId: convo.id, rev: message.rev, message })))
      .sort((a, b) => (a.rev > b.rev ? 1 : -1))
    const unseen = after ? logs.filter((log) => log.rev > after).slice(0, PAGE) : []
    const cursor = (after ? unseen.at(-1)?.rev : logs.at(-1)?.rev) ?? after ?? '2222222222222'
    return { logs: unseen.map((log) => ({ $type: 'chat.bsky.convo.defs#logCreateMessage', ...log })), cursor }
  }
}

export async function startChat() {
  const chats = new Chats()
  const methods = { listConvos: 1, getConvo: 1, getMessages: 1, getLog: 1, sendMessage: 1 }
  const server = http.createServer(async (request, response) => {
    const url = new URL(request.url, 'http://chat')
    const method = url.pathname.replace('/xrpc/chat.bsky.convo.', '')
    let status = methods[method] ? 200 : 501
    let answer = { error: 'MethodNotImplemented', message: 'Method Not Implemented' }
    try {
      if (methods[method]) answer = chats[method](asker(request), url.searchParams, await bodyOf(request))
    } catch (error) {
      status = 400
      answer = { error: error.message, message: 'No such conversation' }
    }
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
  })
  return { ...(await serve(server)), say: (message) => chats.say(message) }
}
