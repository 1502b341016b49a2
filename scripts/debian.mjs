/** What a command is for, found on the PATH or, where nobody must be asked, installed: Debian and Ubuntu, as root. */
import { accessSync, constants, existsSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { step } from './step.mjs'

const POLICY = '/usr/sbin/policy-rc.d'

/** @returns the file that a command's name stands for, or null. */
export function onPath (command) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const end of process.platform === 'win32' ? ['.exe', '.cmd'] : ['']) {
      const file = join(folder, command + end)
      try {
        accessSync(file, constants.X_OK)
        if (statSync(file).isFile()) return file
      } catch {}
    }
  }
  return null
}

/** Can the system's package manager be used without asking anybody? */
export function canInstall () {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version') && onPath('apt-get') !== null
}

/**
 * Installs a package whose version begins with at least the given number. What the package would start as a service stays stopped, now
 * and after the next boot: nobody asked for a server of the system's.
 * @returns whether it is there.
 */
export async function install (name, leastMajor) {
  if (!await step('Reading the list of packages', 'apt-get', ['update', '-qq'])) return false
  const { stdout } = spawnSync('apt-cache', ['policy', name], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } })
  // An epoch may stand before the version: 5:7.0.15-1.
  const major = Number(/Candidate: (?:\d+:)?(\d+)/.exec(stdout)?.[1] ?? 0)
  if (major < leastMajor) {
    console.error(`This system's package ${name} is ${major === 0 ? 'not there' : `version ${major}`}; ${leastMajor} or newer is needed.`)
    return false
  }
  const mayStart = existsSync(POLICY)
  if (!mayStart) writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    const done = await step(`Installing ${name}`, 'apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], '/', { DEBIAN_FRONTEND: 'noninteractive' })
    if (done && existsSync('/run/systemd/system')) spawnSync('systemctl', ['disable', '--now', name], { stdio: 'ignore' })
    return done
  } finally {
    if (!mayStart) rmSync(POLICY, { force: true })
  }
}

/** Ends the process when there is no redis-server, and none can be installed without asking. @param why who needs it: 'The tests start Redis servers of their own' */
export async function requireRedisServer (why) {
  if (onPath('redis-server') !== null || (canInstall() && await install('redis-server', 7))) return
  console.error(`${why}: install redis-server 7 or newer (Debian and Ubuntu: apt install redis-server; macOS: brew install redis).`)
  process.exit(1)
}
