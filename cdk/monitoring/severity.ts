/** `critical`: wakes somebody · `warning`: somebody reads it in the morning. */
export const SEVERITIES = ['critical', 'warning'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** A threshold for each severity that there is an alarm for; the alarm goes off at the threshold, not above it. */
export type Levels = Readonly<Partial<Record<Severity, number>>>;
