import { userInfo } from 'node:os';

/** Who runs this, as the machine knows them; a container may have a user without a name. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return process.env['USER'] ?? 'unknown';
  }
}
