import { hash } from 'node:crypto';

/** Enough of a SHA-256 to tell texts apart: 22 characters of base64url, 132 bits. */
export const shortHash = (text: string): string => hash('sha256', text, 'base64url').slice(0, 22);
