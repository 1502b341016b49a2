/** What every process needs, and nothing about auctions. */
export { checkRedis, type RedisCheck } from './check-redis.ts'
export { createLogger, type Logger } from './logger.ts'
export { Counter, Gauge, Histogram, Registry, createRegistry, startMetricsServer, type MetricsServer } from './metrics.ts'
export { connectRedis } from './redis.ts'
export { runService, type RunningService } from './run-service.ts'
export { SettingsError, givenSettings, loadSettings, type Settings } from './settings.ts'
export { SETTINGS, type SettingInfo, type SettingName } from './settings-schema.ts'
