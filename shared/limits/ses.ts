/** Bytes of one message after encoding (SES Developer Guide, "Service quotas"). */
export const SES_MESSAGE_BYTES = 40_000_000;

/** A name or value of an email tag (SES v2 API_MessageTag): at most 256 characters, these. */
export const SES_TAG = /^[A-Za-z0-9_-]{1,256}$/;

/** Characters of a header's name, of its value and of both together (SES v2 API_MessageHeader). */
export const SES_HEADER = { name: 126, value: 995, nameAndValue: 996 } as const;

/** Headers added to one message (SES v2 API_Message, API_Template). */
export const SES_HEADERS = 15;

/** Characters of an attachment's file name and media type (SES v2 API_Attachment). */
export const SES_ATTACHMENT = { name: 255, type: 78 } as const;

/** Characters of a template's data as JSON (SES v2 API_Template). */
export const SES_TEMPLATE_DATA_CHARACTERS = 262_144;
