import type { Viewer } from '#incident';
import { Alerts } from '../reading/alerts.js';
import { Deployments } from '../reading/deployments.js';
import { Duplicates } from '../reading/duplicates.js';
import { Facts } from '../reading/facts.js';
import { Incidents } from '../reading/incidents.js';
import type { Reader } from '../reading/reader.js';
import type { Sight } from '../reading/visibility.js';
import type { Views } from '../views.js';
import type { Moment } from './moment.js';

/** What can be asked of the views of today and of those as they were alike. */
export type Readings = Pick<
  Views,
  'incidents' | 'deployments' | 'alerts' | 'facts' | 'duplicates' | 'snapshot'
>;

/**
 * The views as they were at a moment.
 *
 * @param today the incidents of today, by which it goes who may see what
 */
export function pastViews(
  reader: Reader,
  moment: Moment,
  today: Pick<Incidents, 'hiddenFrom' | 'isVisible'>,
): Readings {
  const sightOf = (viewer: Viewer): Sight => ({
    restricted: true,
    principal: viewer.principal,
    except: today.hiddenFrom(viewer),
  });
  const incidents = new Incidents(reader, { past: { moment, sightOf } });
  const alerts = new Alerts(reader);
  return {
    incidents,
    alerts,
    deployments: new Deployments(reader),
    facts: new Facts({ reader, incidents: today, sightOf }),
    duplicates: new Duplicates(incidents, alerts),
    snapshot: (read) => ({ position: moment.position, value: reader.snapshot(read) }),
  };
}
