import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts CPU in ticks of 10 ms (proc(5), USER_HZ). */
const TICK_MILLIS = 10;

interface ProcessCpu {
  readonly pid: number;
  readonly parent: number;
  readonly millis: number;
}

function processCpu(pid: number): ProcessCpu | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = Number(fields[11]) + Number(fields[12]);
    return { pid, parent: Number(fields[1]), millis: ticks * TICK_MILLIS };
  } catch {
    return undefined;
  }
}

/** CPU of this process and all its children so far, by process id; empty where there is no /proc. */
export function cpuOfTree(): ReadonlyMap<number, number> {
  let names: string[] = [];
  try {
    names = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return new Map();
  }
  const all = names.map((name) => processCpu(Number(name))).filter((found) => found !== undefined);
  const tree = new Set([process.pid]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const { pid, parent } of all)
      if (tree.has(parent) && !tree.has(pid)) {
        tree.add(pid);
        grown = true;
      }
  }
  return new Map(all.filter(({ pid }) => tree.has(pid)).map(({ pid, millis }) => [pid, millis]));
}

/** What a process of the engine does, by its command line. */
function roleOf(pid: number): string {
  const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  const script =
    line
      .find((part) => part.endsWith('.ts'))
      ?.split('/')
      .at(-1) ?? 'other';
  if (script === 'runner.ts')
    return line.find((part) => /^[A-Z][a-z]+[0-9A-F]{8}$/.test(part))?.slice(0, -8) ?? script;
  return (
    { 'dynamodb-process.ts': 'DynamoDB server', 'aws-messaging-process.ts': 'SQS, SNS, S3 server' }[script] ??
    'pollers, SES, SMTP'
  );
}

/** Milliseconds of CPU between two looks at the tree, by role. */
export function cpuBetween(
  before: ReadonlyMap<number, number>,
  after: ReadonlyMap<number, number>,
): Record<string, number> {
  const roles: Record<string, number> = {};
  for (const [pid, millis] of after) {
    const role = roleOf(pid);
    roles[role] = (roles[role] ?? 0) + millis - (before.get(pid) ?? 0);
  }
  return roles;
}
