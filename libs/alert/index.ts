export { alerts } from './alert.js';
export { type Occurrence, alertIdentity } from './identity.js';
export {
  type Alert,
  type AlertCommand,
  type AlertEvent,
  type AlertStatus,
  alertStatuses,
} from './progress.js';
export type { AlertLink, AlertReport } from './report.js';
export { normalizedWord, severityOfWord } from './severity-word.js';
