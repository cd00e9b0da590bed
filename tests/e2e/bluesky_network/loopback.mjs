// The servers name no host when they listen; this keeps every one of them off the outside network.
import net from 'node:net'

export function listenOnLoopbackOnly() {
  const listen = net.Server.prototype.listen
  net.Server.prototype.listen = function (...args) {
    const [first, second] = args
    if (first && typeof first === 'object' && first.port != null && !first.host) {
      args[0] = { ...first, host: '127.0.0.1' }
    } else if (/^\d+$/.test(String(first)) && typeof second !== 'string') {
      args.splice(1, 0, '127.0.0.1')
    }
    return listen.apply(this, args)
  }
}

export async function serve(server) {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}
