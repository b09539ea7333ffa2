import fc from 'fast-check';
import { minute, uuid } from './telling.js';

/** One of few of everything, so that things meet. */
export const anyOf = fc.integer({ min: 1, max: 6 });
export const names = ['checkout', 'search', 'mail'];
export const deploymentUuid = (number: number): string => uuid(100 + number);

/** Half an hour is the grain of time: much happens at the same instant. */
export const halfHours = (count: number): string => minute(30 * count);
export const HALF_HOURS = 16;
export const anyTime = fc.integer({ min: -HALF_HOURS, max: -1 }).map(halfHours);
