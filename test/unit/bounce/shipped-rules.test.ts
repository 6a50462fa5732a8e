import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import shipped from '../../../rules/shipped.json' with { type: 'json' };
import { createClassifier } from '../../../shared/bounce/create-classifier.ts';
import { compilePatterns, createFindRule, fits } from '../../../shared/bounce/find-rule.ts';
import { foldReply } from '../../../shared/bounce/fold.ts';
import { loadRuleSet } from '../../../shared/rules/load-rule-set.ts';

const { bounces } = loadRuleSet(shipped);
const classifier = createClassifier(bounces);

/** A host that a rule with masks is for. */
const hostOf = (masks: readonly string[] | undefined) =>
  masks?.[0] === undefined ? {} : { mxHost: masks[0].replaceAll(/[*?]/g, 'x') };

const examples = bounces.flatMap((rule) => rule.examples.map((text) => ({ rule, text })));
const counterexamples = bounces.flatMap((rule) => (rule.not ?? []).map((text) => ({ rule, text })));

describe('the shipped bounce rules', () => {
  it('are many, of every reason', () => {
    expect(bounces.length).toBeGreaterThan(500);
    expect(new Set(bounces.map(({ reason }) => reason ?? 'ignored')).size).toBe(7);
  });

  it('say one thing each: five patterns at most', () =>
    expect(bounces.filter(({ patterns }) => patterns.length > 5).map(({ id }) => id)).toEqual([]));

  it.each(examples)('judge by $rule.id: $text', ({ rule, text }) =>
    expect(classifier.judge({ text, ...hostOf(rule.mx) })).toMatchObject({ rule: rule.id, via: 'text' }),
  );

  it.each(counterexamples)('do not judge by $rule.id: $text', ({ rule, text }) =>
    expect(classifier.judge({ text, ...hostOf(rule.mx) }).rule).not.toBe(rule.id),
  );

  it.each([
    ['550 5.1.1 ... User is unknown {mx003}', 'hard', 'userUnknown'],
    ['550 5.2.2 User quota exceeded', 'soft', 'mailboxFull'],
    [
      '550 5.7.1 : Recipient address rejected: Inactive MailBox, not poped for more than 6 months',
      'soft',
      'inactiveUser',
    ],
    [`DNS query failed for 'ourdan.com'`, 'soft', 'invalidDomain'],
    [`Inbound email bounce (rule 'Feedback_loop_Hotmail' has matched this bounce)`, 'soft', 'refused'],
    [
      '421 4.16.55 [TS01] Messages from x.x.x.x temporarily deferred due to excessive user complaints',
      'soft',
      'unreachable',
    ],
    ['550 5.1.1 ... L’utilisateur est inconnu {mx003}', 'hard', 'userUnknown'],
    ['550 Utilisateur inconnu', 'hard', 'userUnknown'],
    ['550 5.2.2 Dépassement du quota d’utilisateurs', 'soft', 'mailboxFull'],
    [
      '550 5.7.1 : adresse du destinataire refusée : boîte aux lettres inactive, non affichée pendant plus de 6 mois',
      'soft',
      'inactiveUser',
    ],
    ['échec de la requête DNS pour ’ourdan.com’', 'soft', 'invalidDomain'],
    ['retour de mail entrant (la règle ’Feedback_loop_Hotmail’ correspond à ce retour)', 'soft', 'refused'],
    [
      '421 4.16.55 [TS01] Messages de x.x.x.x reportés temporairement en raison de plaintes excessives de l’utilisateur',
      'soft',
      'unreachable',
    ],
  ])('judge by its words: %s', (text, type, reason) =>
    expect(classifier.judge({ text })).toMatchObject({ type, reason, via: 'text', classified: true }),
  );

  it('blame the sender, never the address, for complaints and reputation', () => {
    const deferred =
      '421 4.16.55 [TS01] Messages from x.x.x.x temporarily deferred due to excessive user complaints';
    expect(classifier.judge({ text: deferred }).blame).toBe('sender');
  });

  it('decide as if every pattern were tried in order', () => {
    const patterns = compilePatterns(bounces);
    const words = examples.flatMap(({ text }) => foldReply(text).split(' '));
    const salad = fc.array(fc.constantFrom(...words), { minLength: 3, maxLength: 40 });
    const known = fc.constantFrom(...examples.map(({ text }) => foldReply(text)));
    const texts = fc
      .tuple(salad, known, salad)
      .map(([start, middle, end]) => [...start, middle, ...end].join(' '));
    const find = createFindRule(bounces);
    const property = fc.property(
      fc.oneof(
        texts,
        salad.map((some) => some.join(' ')),
      ),
      (text) => {
        expect(find(text)?.id).toBe(patterns.find((pattern) => fits(pattern, text))?.rule.id);
      },
    );
    fc.assert(property, { numRuns: 400, seed: 4 });
  });

  it.each([
    ['one phrase', 'mailbox '],
    ['a part of an address', 'user@'],
    ['codes', '550 5.1.1 '],
    ['an IP address', '203.0.113.5 '],
    ['brackets', '<(['],
    ['letters', 'a'],
  ])('answer to a megabyte of %s without delay', (_, part) => {
    const text = `550 ${part.repeat(1_000_000 / part.length)}`;
    classifier.judge({ text });
    const startedAt = process.cpuUsage();
    classifier.judge({ text });
    expect(process.cpuUsage(startedAt).user).toBeLessThan(1_000_000);
  });
});
