import { keepsTheLaws, readsItsGoldenFiles } from '#decider/testing';
import { incidents } from './incident.js';
import { incidentRules } from './rules.js';
import { anyData } from './testing/any-commands.js';

keepsTheLaws(incidents, incidentRules, anyData, ['DeclareIncident']);

readsItsGoldenFiles(incidents, 'libs/incident/golden', 'IncidentDeclared');
