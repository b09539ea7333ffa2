import type { IncidentDocument } from '#views';

/** The timeline of an incident, up to where the incident is shown: all of an answer is of one state. */
export const timelineOf = ({ id, revision }: IncidentDocument) => ({ incidentId: id, upTo: revision });
