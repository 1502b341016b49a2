/** What an overlay for production still has from its example. */
import { imageName, ofKind, titleOf, workloads, type Rendering } from './kubernetes.ts'

const EXAMPLE = /\bexample\.(com|org|net)\b/

export function examplesLeft (rendering: Rendering): string[] {
  return [
    ...workloads(rendering).flatMap(({ name, pod }) => pod.containers.filter(({ image = '' }) => /@sha256:0{64}$/.test(image) || EXAMPLE.test(image)).map(({ image = '' }) => `${name}: ${imageName(image)} is not your image yet; kustomize edit set image ${imageName(image)}=<registry>/${imageName(image)}@sha256:<digest>`)),
    ...ofKind(rendering, 'ConfigMap').flatMap(({ metadata, data = {} }) => Object.entries(data as Record<string, string>).filter(([, value]) => EXAMPLE.test(value)).map(([name, value]) => `ConfigMap/${metadata.name}: ${name} is still ${value}`)),
    ...ofKind(rendering, 'Ingress').filter(({ spec }) => EXAMPLE.test(JSON.stringify(spec))).map((ingress) => `${titleOf(ingress)} still has an example's host`)
  ]
}
