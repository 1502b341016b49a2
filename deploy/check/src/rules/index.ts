import { autoscalingRules } from './autoscaling.ts'
import { hardeningRules } from './hardening.ts'
import { imageRules } from './images.ts'
import { networkRules } from './network.ts'
import { redisRules } from './redis.ts'
import { referenceRules } from './references.ts'
import type { Rule } from './rule.ts'
import { settingsRules } from './settings.ts'

export const RULES: readonly Rule[] = [...settingsRules, ...imageRules, ...referenceRules, ...autoscalingRules, ...hardeningRules, ...networkRules, ...redisRules]
