import { decider } from '#decider';
import { progress } from './progress.js';

/** The alert, as other tools report it. */
export const alerts = decider('alert', progress, []);
