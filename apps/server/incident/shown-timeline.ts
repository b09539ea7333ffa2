import type { IncidentDocument } from '#views';

/** The timeline of an incident, up to where the incident is shown: now, or as of then. */
export const timelineOf = ({ asOf, id, revision }: IncidentDocument) => ({
  incidentId: id,
  ...(asOf && { upTo: revision }),
});
