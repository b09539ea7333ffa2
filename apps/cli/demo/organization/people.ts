const at = 'tidewick.example';
const people = (...names: readonly string[]): readonly string[] => names.map((name) => `${name}@${at}`);

export const teamNames = ['shopping', 'payments', 'logistics', 'platform', 'data'] as const;
export type TeamName = (typeof teamNames)[number];

/** Who is on call for the services of a team, by e-mail address. */
export const engineers: Readonly<Record<TeamName, readonly string[]>> = {
  shopping: people('noor.hadid', 'lasse.brandt', 'ines.carvalho', 'tomo.ishii', 'greta.lind'),
  payments: people('amara.okoye', 'pavel.dvorak', 'yuki.tanabe', 'lena.hofer'),
  logistics: people('rafael.montes', 'sanne.devries', 'idris.bello', 'mika.salo', 'orla.keane'),
  platform: people('dario.conti', 'freya.nilsen', 'wei.zhang', 'hanna.kowal', 'jonas.meier'),
  data: people('priya.raman', 'emil.stoica', 'clara.dubois'),
};

/** Who runs the response to what is serious, whatever team it is about. */
export const commanders = people(
  'maren.albers',
  'kofi.mensah',
  'dario.conti',
  'amara.okoye',
  'sanne.devries',
);

/** Who speaks with customers and partners. */
export const businessLeads = people('beatriz.rocha', 'oskar.lindqvist', 'naima.farah');

export const scribes = people('tilda.evers', 'ravi.pillai');
