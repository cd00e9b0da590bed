// A directory of identities (PLC), a home server (PDS) and an AppView with its bsync, out of their own packages.
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { setTimeout as sleep } from 'node:timers/promises'

const CHAT_DID = 'did:web:api.bsky.chat'
const BYPASS = 'writers-bypass' // the members of the public are many addresses; here they share one
const NOWHERE = 'http://127.0.0.1:9'

// The package's index would load a moderation service too, which nothing here needs: its single files start twice as fast.
export async function importServers(folder) {
  const dist = path.join(folder, 'node_modules/@atproto/dev-env/dist')
  const load = (name) => import(pathToFileURL(path.join(dist, `${name}.js`)).href)
  const [ports, ...modules] = await Promise.all(['get-port', 'plc', 'pds', 'bsync', 'bsky', 'util', 'const'].map(load))
  return Object.assign({ getPort: ports.default }, ...modules)
}

export async function startNetwork(servers, { runDir, postgresUrl, chatUrl }) {
  const pdsPort = await servers.getPort()
  const plc = await servers.TestPlc.create({})
  const bsync = await servers.TestBsync.create({ apiKeys: ['bsync-api-key'], dbUrl: postgresUrl, dbSchema: 'bsync' })
  const bsky = await servers.TestBsky.create({
    plcUrl: plc.url,
    bsyncUrl: bsync.url,
    bsyncApiKey: 'bsync-api-key',
    repoProvider: `ws://localhost:${pdsPort}`,
    dbPostgresUrl: postgresUrl,
    dbPostgresSchema: 'appview',
    modServiceDid: 'did:example:moderation',
    labelsFromIssuerDids: [servers.EXAMPLE_LABELER],
    notificationsDelayMs: 0,
  })
  bsync.ctx.dataplaneClients = [bsky.ctx.dataplane]
  const pds = await servers.TestPds.create({
    port: pdsPort,
    hostname: 'localhost',
    enableDidDocWithSession: true,
    dataDirectory: path.join(runDir, 'pds'),
    blobstoreDiskLocation: path.join(runDir, 'blobs'),
    rateLimitsEnabled: true,
    rateLimitBypassKey: BYPASS,
    didPlcUrl: plc.url,
    bskyAppViewUrl: bsky.url,
    bskyAppViewDid: bsky.ctx.cfg.serverDid,
  })
  servers.mockNetworkUtilities(pds, bsky)
  sendChatTo(pds, chatUrl)
  await bsky.sub.restart() // it began before the home server listened: do not wait for its back-off

  return {
    info: {
      pds: `http://127.0.0.1:${pdsPort}`,
      pdsDid: pds.ctx.cfg.service.did,
      bypassKey: BYPASS,
      adminPassword: servers.ADMIN_PASSWORD,
      jwtSecret: servers.JWT_SECRET,
    },
    settle: () => settle(pds, bsky),
    reachAppView(isUp) {
      pds.ctx.cfg.bskyAppView.url = isUp ? bsky.url : NOWHERE
    },
    async close() {
      for (const server of [bsky, bsync, pds, plc]) await server.close()
    },
  }
}

// chat.bsky.* has no open server. The PDS still checks the token and its scope and signs the request; only its end is ours.
function sendChatTo(pds, chatUrl) {
  const resolver = pds.ctx.idResolver.did
  const resolve = resolver.resolve
  const service = [{ id: '#bsky_chat', type: 'BskyChatService', serviceEndpoint: chatUrl }]
  resolver.resolve = async function (did, ...rest) {
    return did === CHAT_DID ? { id: did, service } : resolve.call(this, did, ...rest)
  }
}

// Returns once the AppView has indexed every event the PDS has sent out.
async function settle(pds, bsky, patience = 60_000) {
  const end = Date.now() + patience
  await pds.processAll()
  for (;;) {
    await bsky.sub.processAll()
    const sent = await pds.ctx.sequencer.curr()
    if (!sent || (bsky.sub.getCursor() ?? 0) >= sent) break
    if (Date.now() > end) throw new Error(`the AppView has not caught up with event ${sent}`)
    await sleep(5)
  }
  await bsky.sub.processAll()
}

export async function createAccounts(network, wanted) {
  const accounts = []
  for (const [handle, password] of wanted.split(',').map((entry) => entry.split(':'))) {
    const email = `${handle.split('.')[0]}@example.com`
    const response = await fetch(`${network.info.pds}/xrpc/com.atproto.server.createAccount`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-ratelimit-bypass': BYPASS },
      body: JSON.stringify({ handle, password, email }),
    })
    const body = await response.json()
    if (!response.ok) throw new Error(`account ${handle}: ${response.status} ${JSON.stringify(body)}`)
    accounts.push({ handle, password, did: body.did })
  }
  return accounts
}
