/**
 * Subtypes by which SES says that a list of its own kept the mail from leaving (SES developer guide, "Bounce object" and
 * "Complaint object"; those of tenants and of address validation came later). They are no answer of any receiver.
 */
const SUPPRESSIONS: ReadonlySet<string> = new Set([
  'Suppressed',
  'OnAccountSuppressionList',
  'OnTenantSuppressionList',
  'EmailValidationSuppressed',
  'UnsubscribedRecipient',
]);

export const isSuppression = (subType: string): boolean => SUPPRESSIONS.has(subType);
