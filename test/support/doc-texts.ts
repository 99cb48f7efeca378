/** What jsii keeps of a docstring; other languages see nothing else. */
export interface Docs {
  readonly summary?: string;
  readonly remarks?: string;
  readonly returns?: string;
  readonly default?: string;
  readonly example?: string;
}

interface Parameter { readonly name: string; readonly docs?: Docs }

interface Callable { readonly name?: string; readonly docs?: Docs; readonly parameters?: Parameter[]; readonly overrides?: string }

interface Documentable { readonly name: string; readonly docs?: Docs }

export interface AssemblyType extends Documentable {
  readonly kind: 'class' | 'interface' | 'enum';
  readonly initializer?: Callable;
  readonly methods?: Callable[];
  readonly properties?: Documentable[];
  readonly members?: Documentable[];
}

/** One docstring of the public API, with the place where a user meets it. */
export interface DocText {
  readonly type: string;
  readonly where: string;
  readonly kind: 'class' | 'interface' | 'enum' | 'member' | 'enum member' | 'parameter';
  readonly docs: Docs;
}

/** Every docstring of an assembly: those of types, members, parameters and enum members, also where there is none. */
export function docTexts(types: readonly AssemblyType[]): DocText[] {
  return types.flatMap((type) => {
    const text = (where: string, kind: DocText['kind'], docs: Docs = {}): DocText => ({ type: type.name, where, kind, docs });
    return [
      text(type.name, type.kind, type.docs),
      ...(type.members ?? []).map(({ name, docs }) => text(`${type.name}.${name}`, 'enum member', docs)),
      ...(type.properties ?? []).map(({ name, docs }) => text(`${type.name}.${name}`, 'member', docs)),
      ...(type.initializer ? callableTexts(`new ${type.name}`, type.initializer) : []),
      ...(type.methods ?? []).flatMap((method) => callableTexts(`${type.name}.${method.name}`, method)),
    ];

    function callableTexts(where: string, { docs, parameters = [], overrides }: Callable): DocText[] {
      const isConstructor = where.startsWith('new ');
      return [
        // The class describes what its constructor makes, and all constructs take `scope`, `id` and `props`.
        ...(isConstructor ? [] : [text(`${where}()`, 'member', docs)]),
        ...parameters.filter((parameter) => !isConstructor || !['scope', 'id', 'props'].includes(parameter.name))
          // jsii copies the summary of a method from its interface, but not the texts of parameters: the interface documents them.
          .filter((parameter) => !overrides || parameter.docs)
          .map((parameter) => text(`${where}(${parameter.name})`, 'parameter', parameter.docs)),
      ];
    }
  });
}

/** Words that this project does not use in its documentation, each with what to write instead. */
const BANNED: readonly (readonly [RegExp, string])[] = [
  [/\bgravest\b/i, 'write "most severe"'],
  [/\bhears?\b/i, 'write "is notified"'],
  [/\bwhoever\b/i, 'name who does it'],
  [/\b(is|are|be) told\b/i, 'write what is passed, and to what'],
  [/\basks? nothing\b/i, 'write what is not read or checked'],
  [/\banother one\b/i, 'name the thing'],
  [/\b(no|without a) word\b/i, 'write "without an error" or "with no further explanation"'],
];

/** Openings that refer to a sentence before, which an IDE does not show. */
const DEPENDENT = /^(it|they|this|these|that|those|both|neither|the same|nothing more|as above|ditto)\b/i;

/** What is wrong with a docstring for people who read it in an IDE, in Python or in Java. */
export function faultsOf({ kind, docs }: Pick<DocText, 'kind' | 'docs'>): string[] {
  const { summary, remarks = '' } = docs;
  const texts = [summary, remarks, docs.returns, docs.default].filter((text): text is string => !!text).map(outsideCode);
  return [
    ...(summary ? summaryFaults(summary, kind) : ['has no text']),
    ...(kind === 'parameter' && remarks ? [`loses its rest in Java, which shows only the first sentence: "${start(remarks)}"`] : []),
    ...(kind !== 'parameter' && /^[a-z]/.test(remarks) ? [`is cut in the middle of a sentence before "${start(remarks)}"`] : []),
    ...(texts.some((text) => /\*/.test(text.replace(/\*\*[^*]+\*\*/g, ''))) ? ['has a `*` outside code, which jsii takes for a list or for emphasis'] : []),
    ...([remarks, docs.returns, docs.example].some((text) => text?.includes('*/')) ? ['has a `*/`, which ends the comment in Java'] : []),
    ...(/^#{1,3} /m.test(outsideCode(remarks)) ? ['has a heading above level 4, which becomes a chapter of API.md'] : []),
    ...BANNED.flatMap(([word, instead]) => texts.flatMap((text) => text.match(word) ?? []).slice(0, 1).map((found) => `says "${found}": ${instead}`)),
    ...(kind === 'class' && !docs.example ? ['has no @example'] : []),
  ];
}

function summaryFaults(summary: string, kind: DocText['kind']): string[] {
  const plain = outsideCode(summary);
  return [
    ...(/[.?!]$/.test(summary) || summary.endsWith(';') ? [] : ['does not end with a period']),
    ...(plain.includes(';') ? [`has a \`;\`, at which jsii cuts: "${end(summary)}"`] : []),
    ...(/[.?!]\)?\s+\S/.test(plain) ? [`has a summary of more than one sentence: "${start(summary)}"`] : []),
    ...(plain.includes('`') ? [`is cut inside code: "${end(summary)}"`] : []),
    ...(kind !== 'parameter' && DEPENDENT.test(summary) ? [`depends on a sentence before: "${start(summary)}"`] : []),
    ...(kind === 'enum member' && summary.split(/\s+/).length < 2 ? [`is no sentence: "${summary}"`] : []),
  ];
}

/** The text without code; a tick that is left has no partner. */
function outsideCode(text: string): string {
  return text.replace(/^ *```[^]*?^ *```/gm, 'CODE').replace(/(`+)[^`]+\1/g, 'CODE');
}

function start(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function end(text: string): string {
  return text.length > 60 ? `…${text.slice(-60)}` : text;
}
