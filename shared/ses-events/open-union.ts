/** The known values of a field to which SES may add others: editors offer the known ones, every text is taken. */
export type OpenUnion<Known extends string> = Known | (string & Record<never, never>);
