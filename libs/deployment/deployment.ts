import { decider } from '#decider';
import { progress } from './progress.js';

/** The deployment: the denominator of change failure rate. */
export const deployments = decider('deployment', progress, []);
