import { spawnSync } from 'node:child_process';
import { readAudit } from './supply/read-audit.ts';

/** The registry could not be asked: neither good nor bad. */
const NOT_CHECKED = 2;

/**
 * Asks the registry for known vulnerabilities of what ships. Exit code 0: none above moderate; 1: some are high or critical;
 * 2: it could not be asked.
 */
const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], { encoding: 'utf8' });
const audit = readAudit(stdout ?? '');
if (audit.kind === 'notChecked') {
  console.error(`audit: NOT CHECKED: ${audit.why}. Run npm run audit where the registry answers.`);
  process.exitCode = NOT_CHECKED;
} else {
  for (const line of [...audit.grave, ...audit.others]) console.error(line);
  console.log(`audit: ${audit.grave.length} high or critical, ${audit.others.length} below`);
  if (audit.grave.length > 0) process.exitCode = 1;
}
