// A throw-away PostgreSQL cluster: nothing in it is worth a sync to disk, and it dies with this process.
import { execFileSync, spawn } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const DURABILITY_OFF = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200']

// PostgreSQL refuses to run as root, and setpriv also ties its life to ours.
function unprivileged(dir) {
  if (process.getuid() !== 0) return ['setpriv', '--pdeathsig=INT']
  const user = execFileSync('getent', ['passwd', 'postgres', 'nobody']).toString().split('\n')[0].split(':')
  fs.chownSync(dir, Number(user[2]), Number(user[3]))
  return ['setpriv', `--reuid=${user[2]}`, `--regid=${user[3]}`, '--clear-groups', '--pdeathsig=INT']
}

function accepts(port) {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1')
    socket.on('connect', () => resolve(true) || socket.destroy())
    socket.on('error', () => resolve(false))
  })
}

export async function startPostgres({ bin, dir, port, onExit }) {
  fs.mkdirSync(dir, { recursive: true, mode: 0o700 })
  const [command, ...prefix] = unprivileged(dir)
  const initdb = [path.join(bin, 'initdb'), '-D', dir, '-U', 'watchdesk', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N']
  execFileSync(command, [...prefix, ...initdb], { stdio: ['ignore', 'ignore', 'inherit'], cwd: '/' })
  const settings = DURABILITY_OFF.flatMap((setting) => ['-c', setting])
  const postgres = [path.join(bin, 'postgres'), '-D', dir, '-p', String(port), '-h', '127.0.0.1', '-k', dir, ...settings]
  const child = spawn(command, [...prefix, ...postgres], { stdio: ['ignore', 'ignore', 'ignore'], cwd: '/' })
  const gone = new Promise((resolve) => child.once('exit', resolve))
  gone.then(onExit)
  for (let tries = 0; !(await accepts(port)); tries++) {
    if (tries > 300) throw new Error('PostgreSQL did not start within 15 seconds')
    await sleep(50)
  }
  return {
    url: `postgresql://watchdesk@127.0.0.1:${port}/postgres`,
    async close() {
      if (child.exitCode === null) child.kill('SIGINT')
      await gone
    },
  }
}
