/** Images: ours are the ones that the Dockerfile makes, others are pinned. */
import { imageName, ofKind, workloads, type Rendering } from '../kubernetes.ts'
import type { Rule } from './rule.ts'

const containers = (rendering: Rendering) => workloads(rendering).flatMap(({ name, pod }) => [...pod.initContainers ?? [], ...pod.containers].map((container) => ({ name, container, image: container.image ?? '' })))

export const imageRules: Rule[] = [
  {
    name: 'images agree with the Dockerfile',
    check: (rendering, { targets }) => containers(rendering)
      .filter(({ image }) => imageName(image).startsWith('auction-') && !(imageName(image) in targets))
      .map(({ name, image }) => `${name}: the Dockerfile makes no ${imageName(image)}; it makes ${Object.keys(targets).join(', ')}`)
  },
  {
    name: 'other images are pinned by digest',
    check: (rendering, { targets }) => containers(rendering)
      .filter(({ image }) => !(imageName(image) in targets) && !imageName(image).startsWith('auction-') && !/:[^/@]+@sha256:[0-9a-f]{64}$/.test(image))
      .map(({ name, image }) => `${name}: ${image} has no tag or no digest`)
  },
  {
    name: 'images that are loaded into the cluster are not pulled',
    check: (rendering, { targets }) => containers(rendering)
      .filter(({ image, container }) => imageName(image) in targets && !image.includes('@') && container.imagePullPolicy !== 'IfNotPresent')
      .map(({ name, container }) => `${name}: imagePullPolicy is ${container.imagePullPolicy ?? 'Always, by :latest'}`)
  },
  {
    name: 'production runs digests',
    check: (rendering, { targets }) => ofKind(rendering, 'Ingress').length === 0
      ? []
      : containers(rendering).filter(({ name, image }) => !name.startsWith('Job/') && imageName(image) in targets && !/@sha256:[0-9a-f]{64}$/.test(image)).map(({ name, image }) => `${name}: ${image} is not a digest`)
  }
]
