/** A refusal as SES words it: the SDK makes the exception from `errorType` (header `x-amzn-errortype`). */
export interface SesError {
  readonly status: number;
  readonly errorType: string;
  readonly message: string;
}

const error = (status: number, errorType: string, message: string): SesError => ({
  status,
  errorType,
  message,
});

/** Every refusal of SendEmail, with the status of the SES v2 API reference and the text that SES is known to send. */
export const SES_ERRORS = {
  rateExceeded: error(429, 'TooManyRequestsException', 'Maximum sending rate exceeded.'),
  dailyQuotaExceeded: error(400, 'LimitExceededException', 'Daily message quota exceeded.'),
  sendingPaused: error(400, 'SendingPausedException', 'Email sending is paused for this account.'),
  accountSuspended: error(400, 'AccountSuspendedException', 'The account is suspended.'),
  mailFromNotVerified: error(
    400,
    'MailFromDomainNotVerifiedException',
    'The MAIL FROM domain is not verified.',
  ),
  internal: error(500, 'InternalServiceErrorException', 'Internal failure.'),
} as const satisfies Record<string, SesError>;

/** Calls other than sending, beyond one a second (SES developer guide, service quotas). */
export const tooManyCalls: SesError = error(429, 'TooManyRequestsException', 'Rate exceeded');

export const badRequest = (message: string): SesError => error(400, 'BadRequestException', message);
export const notFound = (message: string): SesError => error(404, 'NotFoundException', message);

export const notVerified = (identity: string): SesError =>
  error(
    400,
    'MessageRejected',
    `Email address is not verified. The following identities failed the check in region US-EAST-1: ${identity}`,
  );
