import { UNKNOWN } from '../../shared/quarantine/standing.ts';
import type { Answer } from '../commands/answer.ts';
import type { RulesView } from '../commands/rules-view.ts';
import { timeText } from '../commands/times.ts';
import type { Connection } from '../connection.ts';
import { countText } from '../count-text.ts';
import { evidenceText } from '../quarantine/evidence-text.ts';
import { dossierJson, readDossier, standingParts } from '../quarantine/show.ts';
import { type Part, story } from '../story.ts';
import { restraintParts, restraintsJson, restraintsOn } from './restraints.ts';
import { bounceSource } from './rule-source.ts';
import { verdictOf } from './verdict.ts';
import { readWay, wayJson, wayParts } from './way.ts';

/** Pieces of evidence told; `mxp quarantine show` has all. */
const TOLD = 3;

/** How a mail is thought of: the stream and the pool it would leave from. */
export interface Asked {
  readonly stream: string;
  readonly view: RulesView;
}

/** Where mail to an address goes, where the address stands and why, and what would become of a mail now. */
export async function explainAddress(
  connection: Connection,
  address: string,
  { stream, view }: Asked,
): Promise<Answer> {
  const domain = address.slice(address.lastIndexOf('@') + 1);
  const [way, dossier, control] = await Promise.all([
    readWay(connection, domain, view),
    readDossier(connection, address),
    connection.control.load(),
  ]);
  const subject = { stream, pool: view.pool.name, rule: way.match?.rule.id };
  const audience = connection.deployment.settings;
  const restraints = restraintsOn(control, subject, view.pool);
  const { evidence, now, record, ses } = dossier;
  const standing = record?.standing ?? UNKNOWN;
  const verdict = verdictOf({ way, view, audience, restraints, stream, now, standing, ses });
  const earlier = evidence.length - TOLD;
  const parts: readonly Part[] = [
    ['address', address],
    ...wayParts(way, view),
    ...(earlier > 0 ? [['before', `${countText(earlier)} earlier: mxp quarantine show`] as const] : []),
    ...evidence
      .slice(-TOLD)
      .map(
        (one) =>
          ['said', `${timeText(one.at)}: ${evidenceText(one)}${bounceSource(one, view.active)}`] as const,
      ),
    ...standingParts(dossier),
    ...restraintParts(restraints),
    ['a mail now', `of stream ${stream} ${verdict.text}.`],
  ];
  const json = {
    ...dossierJson(dossier),
    way: wayJson(way, view),
    ...restraintsJson(restraints),
    mailNow: { stream, pool: view.pool.name, ...verdict },
  };
  return { json, text: story(parts) };
}

/** The same for a domain, without an address to be suppressed. */
export async function explainDomain(
  connection: Connection,
  domain: string,
  { stream, view }: Asked,
): Promise<Answer> {
  const [way, control] = await Promise.all([readWay(connection, domain, view), connection.control.load()]);
  const subject = { stream, pool: view.pool.name, rule: way.match?.rule.id };
  const audience = connection.deployment.settings;
  const restraints = restraintsOn(control, subject, view.pool);
  const verdict = verdictOf({ way, view, audience, restraints, stream, now: connection.clock.now() });
  const parts: readonly Part[] = [
    ['domain', domain],
    ...wayParts(way, view),
    ...restraintParts(restraints),
    ['a mail now', `of stream ${stream} ${verdict.text}.`],
  ];
  const json = {
    way: wayJson(way, view),
    ...restraintsJson(restraints),
    mailNow: { stream, pool: view.pool.name, ...verdict },
  };
  return { json, text: story(parts) };
}
