// Starts the published AT Protocol servers on loopback and prints one line of JSON when they are ready.
//
//   node start.mjs --servers DIR --run-dir DIR --postgres BIN --accounts handle:password,...
//
// Runs until SIGTERM or SIGINT, or until its standard input closes: whoever started it is gone then.
import fs from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'

import { startChat } from './chat.mjs'
import { startControl } from './control.mjs'
import { listenOnLoopbackOnly } from './loopback.mjs'
import { createAccounts, importServers, startNetwork } from './network.mjs'
import { startPostgres } from './postgres.mjs'

const { values: options } = parseArgs({
  options: {
    servers: { type: 'string' },
    'run-dir': { type: 'string' },
    postgres: { type: 'string' },
    accounts: { type: 'string' },
  },
})

const closers = []
let stopping = false

async function stop(code = 0) {
  if (stopping) return
  stopping = true
  setTimeout(() => process.exit(1), 15_000).unref()
  for (const close of closers.reverse()) {
    await Promise.resolve(close()).catch((error) => console.error('while stopping:', error))
  }
  process.exit(code)
}

process.on('SIGTERM', () => stop())
process.on('SIGINT', () => stop())
process.stdin.on('end', () => stop()).on('error', () => stop()).resume()

const runDir = path.resolve(options['run-dir'])
process.env.TMPDIR = path.join(runDir, 'tmp') // the servers keep their own files under os.tmpdir()
process.env.REDIS_HOST ||= '127.0.0.1:1' // asserted to be set, never dialled
for (const folder of ['tmp', 'pds', 'blobs']) fs.mkdirSync(path.join(runDir, folder), { recursive: true })

try {
  listenOnLoopbackOnly()
  const servers = await importServers(path.resolve(options.servers))
  const postgres = await startPostgres({
    bin: options.postgres,
    dir: path.join(runDir, 'postgres'),
    port: await servers.getPort(),
    onExit: () => stop(1),
  })
  closers.push(postgres.close)
  const chat = await startChat()
  closers.push(chat.close)
  const network = await startNetwork(servers, { runDir, postgresUrl: postgres.url, chatUrl: chat.url })
  closers.push(network.close)
  const control = await startControl(network, chat)
  closers.push(control.close)
  const accounts = await createAccounts(network, options.accounts)
  await network.settle()
  console.log(JSON.stringify({ pid: process.pid, control: control.url, accounts, ...network.info }))
} catch (error) {
  console.error(error)
  await stop(1)
}
