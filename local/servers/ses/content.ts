import { notFound, type SesError } from './errors.ts';
import type { SendRequest } from './send-request.ts';

/** A template kept at SES; `{{name}}` stands for a value of the call's TemplateData. */
export interface SesTemplate {
  readonly subject: string;
  readonly text?: string | undefined;
  readonly html?: string | undefined;
}

interface Header {
  readonly name: string;
  readonly value: string;
}

/** What is handed over by SMTP. */
export type MessageContent =
  | ({ readonly kind: 'composed'; readonly headers: readonly Header[] } & SesTemplate)
  | { readonly kind: 'raw'; readonly base64: string }
  | { readonly kind: 'unrenderable'; readonly templateName: string; readonly errorMessage: string };

/** Makes the message's content; a template that misses a value is accepted and fails later, as at SES. */
export function contentOf(
  { Content: content }: SendRequest,
  templates: Readonly<Record<string, SesTemplate>>,
): MessageContent | SesError {
  const { Simple, Raw, Template } = content;
  if (Raw) return { kind: 'raw', base64: Raw.Data };
  if (Simple)
    return {
      kind: 'composed',
      headers: headersOf(Simple.Headers),
      subject: Simple.Subject.Data,
      text: Simple.Body.Text?.Data,
      html: Simple.Body.Html?.Data,
    };
  const name = Template?.TemplateName ?? '';
  const inline = Template?.TemplateContent;
  const template = inline
    ? { subject: inline.Subject, text: inline.Text, html: inline.Html }
    : Object.hasOwn(templates, name) && templates[name];
  if (!template) return notFound(`Template ${name} does not exist.`);
  return render(name, template, Template?.TemplateData ?? '{}', headersOf(Template?.Headers ?? []));
}

const headersOf = (headers: readonly { Name: string; Value: string }[]): Header[] =>
  headers.map(({ Name, Value }) => ({ name: Name, value: Value }));

function render(
  templateName: string,
  template: SesTemplate,
  dataText: string,
  headers: readonly Header[],
): MessageContent {
  try {
    const data = new Map(Object.entries(JSON.parse(dataText) as Record<string, unknown>));
    const text = template.text && fill(template.text, data);
    const html = template.html && fill(template.html, data);
    return { kind: 'composed', headers, subject: fill(template.subject, data), text, html };
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    return {
      kind: 'unrenderable',
      templateName,
      errorMessage: `${cause} in the rendering data of template '${templateName}'`,
    };
  }
}

/** Fills the placeholders; throws when the data lack one. */
function fill(text: string, data: ReadonlyMap<string, unknown>): string {
  return text.replaceAll(/\{\{\s*([A-Za-z0-9_.-]+)\s*\}\}/g, (_placeholder, name: string) => {
    if (!data.has(name)) throw new Error(`Attribute '${name}' is not present`);
    return String(data.get(name));
  });
}
